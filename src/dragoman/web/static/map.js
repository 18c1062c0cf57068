// The map moves with the wheel, by dragging, and with + - and the arrow keys when it has the focus.
const map = document.querySelector("#map");
if (map) {
  const box = map.viewBox.baseVal;
  map.setAttribute("tabindex", "0");
  const zoom = (factor, x = 0.5, y = 0.5) => {
    const width = Math.min(1000, Math.max(20, box.width * factor));
    const height = (box.height * width) / box.width;
    box.x += (box.width - width) * x;
    box.y += (box.height - height) * y;
    box.width = width;
    box.height = height;
  };
  map.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.shiftKey) return; // the page scrolls; with Ctrl or Shift the map zooms
    event.preventDefault();
    const size = map.getBoundingClientRect();
    zoom(event.deltaY > 0 ? 1.25 : 0.8, (event.clientX - size.left) / size.width, (event.clientY - size.top) / size.height);
  }, { passive: false });
  map.addEventListener("keydown", (event) => {
    const step = box.width * 0.15;
    if (event.key === "+") zoom(0.7);
    else if (event.key === "-") zoom(1.4);
    else if (event.key === "ArrowLeft") box.x -= step;
    else if (event.key === "ArrowRight") box.x += step;
    else if (event.key === "ArrowUp") box.y -= step;
    else if (event.key === "ArrowDown") box.y += step;
    else return;
    event.preventDefault();
  });
  let from = null;
  map.addEventListener("pointerdown", (event) => { from = [event.clientX, event.clientY, box.x, box.y]; });
  window.addEventListener("pointerup", () => { from = null; });
  map.addEventListener("pointermove", (event) => {
    if (!from) return;
    const scale = box.width / map.getBoundingClientRect().width;
    box.x = from[2] - (event.clientX - from[0]) * scale;
    box.y = from[3] - (event.clientY - from[1]) * scale;
  });
}
