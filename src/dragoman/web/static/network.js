// The network on a canvas: all edges, a slider for the time of the acts and one for what was known.
// Places are those of the server and stay where they are; only edges come and go.
const canvas = document.querySelector("#canvas");
const still = document.querySelector("#still");
const valid = document.querySelector("#valid");
const known = document.querySelector("#known");
if (canvas && valid && known) start();

// The data of an address; while the server still works it out (503), asked again.
async function ask(address) {
  const asked = String(address);
  for (let time = 0; time < 60 && asked === String(address); time += 1) {
    const answer = await fetch(asked);
    if (answer.ok) return answer.json();
    if (answer.status !== 503) return null;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return null;
}

async function start() {
  const address = new URL("/network.json", location.origin);
  address.search = location.search;
  let data = await ask(address);
  if (!data) return;
  const context = canvas.getContext("2d");
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const colours = [0, 1, 2, 3, 4].map((quad) => colour(`--q${quad}`));
  const place = (node) => [40 + node.x * 0.92, 40 + node.y * 0.56];
  canvas.hidden = false;
  document.querySelector("#sliders").hidden = false;
  still.setAttribute("hidden", "");

  function counted(periods, until) {
    if (until === null) return periods.reduce((sum, [, number]) => sum + number, 0);
    return periods.reduce((sum, [period, number]) => sum + (period && period <= until ? number : 0), 0);
  }

  function draw() {
    const at = Number(valid.value);
    const until = at < 0 ? null : data.periods[at];
    document.querySelector("#valid-shown").textContent = until === null ? valid.dataset.all : `≤ ${until}`;
    context.clearRect(0, 0, canvas.width, canvas.height);
    const seen = new Map();
    const byColour = [[], [], [], [], []];
    for (const [a, b, quad, periods] of data.edges) {
      const number = counted(periods, until);
      if (!number) continue;
      byColour[quad].push([a, b, number]);
      seen.set(a, (seen.get(a) || 0) + number);
      seen.set(b, (seen.get(b) || 0) + number);
    }
    document.querySelector("#edges-shown").textContent = byColour.reduce((sum, edges) => sum + edges.length, 0);
    const crowded = data.edges.length > 800;
    context.globalAlpha = crowded ? 0.35 : 0.75;
    byColour.forEach((edges, quad) => {
      context.strokeStyle = colours[quad];
      for (const [a, b, number] of edges) {
        const [x1, y1] = place(data.nodes[a]);
        const [x2, y2] = place(data.nodes[b]);
        const bend = (quad - 2) * 9;
        context.lineWidth = Math.min(6, 0.8 + Math.sqrt(number) * 0.6);
        context.beginPath();
        context.moveTo(x1, y1);
        context.quadraticCurveTo((x1 + x2) / 2 + bend, (y1 + y2) / 2 + bend, x2, y2);
        context.stroke();
      }
    });
    context.globalAlpha = 1;
    const scale = Math.max(1, canvas.width / (canvas.clientWidth || canvas.width)); // a phone shows it smaller
    context.font = `${12 * scale}px sans-serif`;
    context.textAlign = "center";
    const ranked = [...seen].sort((one, other) => other[1] - one[1]);
    ranked.forEach(([index, number], rank) => {
      const node = data.nodes[index];
      const [x, y] = place(node);
      const radius = Math.min(16, 3 + number ** 0.4) * Math.sqrt(scale);
      context.fillStyle = colour("--ink");
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
      if (rank < 60 / scale) context.fillText(node.name, x, y - radius - 3);
    });
  }

  function nearest(event) {
    const box = canvas.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * canvas.width;
    const y = ((event.clientY - box.top) / box.height) * canvas.height;
    let best = null;
    let least = 18 * 18;
    for (const node of data.nodes) {
      const [nx, ny] = place(node);
      const distance = (nx - x) ** 2 + (ny - y) ** 2;
      if (distance < least) [best, least] = [node, distance];
    }
    return best;
  }

  canvas.addEventListener("click", (event) => {
    const node = nearest(event);
    if (node) location.assign(`/actor?code=${encodeURIComponent(node.code)}`);
  });
  canvas.addEventListener("mousemove", (event) => {
    const node = nearest(event);
    canvas.title = node ? `${node.name}: ${node.claims}` : "";
  });
  valid.addEventListener("input", draw);
  let waiting = null;
  known.addEventListener("input", () => {
    const months = 24 - Number(known.value);
    const day = new Date();
    day.setMonth(day.getMonth() - months);
    const text = months === 0 ? "" : day.toISOString().slice(0, 10);
    document.querySelector("#known-shown").textContent = text || known.dataset.now;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (text) address.searchParams.set("known_at", text);
      else address.searchParams.delete("known_at");
      const answer = await ask(address);
      if (!answer) return;
      data = answer;
      valid.max = data.periods.length - 1;
      draw();
    }, 200);
  });
  let playing = null;
  document.querySelector("#play").addEventListener("click", () => {
    if (playing) { clearInterval(playing); playing = null; return; }
    valid.value = 0;
    playing = setInterval(() => {
      draw();
      if (Number(valid.value) >= Number(valid.max)) { clearInterval(playing); playing = null; }
      valid.value = Number(valid.value) + 1;
    }, 350);
  });
  draw();
  window.drawNetwork = draw; // so that a benchmark can time a picture
}
