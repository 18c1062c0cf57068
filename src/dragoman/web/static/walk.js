// A report's claims: j and k walk through them, Enter opens one; a mark and its card light up together.
// Without this file the numbers are plain links.
const cards = [...document.querySelectorAll(".card")];
const marks = [...document.querySelectorAll("mark[data-claim]")];
let at = -1;

function light(number) {
  cards.forEach((card) => card.classList.toggle("lit", card.id === `claim-${number}`));
  marks.forEach((mark) => mark.classList.toggle("lit", mark.dataset.claim === String(number)));
}

document.addEventListener("keydown", (event) => {
  if (!cards.length || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) return;
  if (event.key !== "j" && event.key !== "k") return;
  at = Math.min(cards.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)));
  location.replace(`#${cards[at].id}`);
  cards[at].querySelector(".number").focus({ preventScroll: true });
  document.querySelector(`#mark-${at + 1}`)?.scrollIntoView({ block: "nearest" });
  light(at + 1);
});
marks.forEach((mark) => mark.addEventListener("mouseover", (event) => {
  event.stopPropagation(); // the innermost mark under the mouse
  light(mark.dataset.claim);
}));
cards.forEach((card, place) => {
  card.addEventListener("mouseenter", () => light(place + 1));
  card.addEventListener("focusin", () => { at = place; light(place + 1); });
});
