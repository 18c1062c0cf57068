// Keys of the review page: a accepts, r goes to the reason of a rejection, c opens the correction, n and p go on.
const name = document.querySelector("#accept input[name=by]");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) return;
  if (event.key === "a") {
    if (name && name.value.trim()) document.querySelector("#accept").requestSubmit();
    else name?.focus();
  } else if (event.key === "r") {
    document.querySelector("#reject input[name=reason]")?.focus();
  } else if (event.key === "c") {
    const details = document.querySelector("#correct");
    if (details) { details.open = true; details.querySelector("select").focus(); }
  } else if (event.key === "n") {
    document.querySelector("#next")?.click();
  } else if (event.key === "p") {
    document.querySelector("#previous")?.click();
  } else return;
  event.preventDefault();
});
