// j and k walk through the claims of a report; without this file the numbers are plain links.
const cards = [...document.querySelectorAll(".card")];
let at = -1;
document.addEventListener("keydown", (event) => {
  if (!cards.length || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) return;
  if (event.key !== "j" && event.key !== "k") return;
  at = Math.min(cards.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)));
  location.replace(`#${cards[at].id}`);
  cards[at].querySelector(".number").focus({ preventScroll: true });
});
