// A file dropped on the form (text, HTML, JSON or JSON lines) fills it and is handed in at once.
const form = document.querySelector("#drop");
if (form) {
  const text = form.querySelector("textarea");
  const note = form.querySelector("#dropped");
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const file = event.dataTransfer.files[0];
    const dropped = file ? await file.text() : event.dataTransfer.getData("text/plain");
    if (!dropped.trim()) return;
    text.value = dropped;
    note.textContent = file ? file.name : "";
    form.requestSubmit();
  });
}
