// The grid of many households: Enter and the arrows go to the next line, the kg meant stand below a quantity.
// Without this file the grid is an ordinary form.
(() => {
  "use strict";
  const form = document.querySelector("[data-grid]");
  if (!form) return;

  const rows = () => [...form.querySelectorAll("tr[data-draft-row]")].filter((row) => !row.hidden);
  const go = (input, step) => {
    const all = rows();
    for (let at = all.indexOf(input.closest("tr")) + step; at >= 0 && at < all.length; at += step) {
      const next = all[at].querySelector(`[data-cell="${input.dataset.cell}"]`);
      if (next) {
        next.focus();
        if (next.select) next.select();
        return;
      }
    }
  };
  form.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const typed = cell.matches('input[type="text"]');
    if (event.key === "Enter") go(cell, event.shiftKey ? -1 : 1);
    else if (event.key === "ArrowDown" && typed) go(cell, 1);
    else if (event.key === "ArrowUp" && typed) go(cell, -1);
    else return;
    event.preventDefault();
  });

  form.addEventListener("change", async (event) => {
    const cell = event.target.closest('[data-cell="kg"]');
    if (!cell) return;
    const said = cell.parentElement.querySelector("[data-kg-said]");
    const text = cell.value.trim();
    said.textContent = "";
    if (!text) return;
    try {
      const answer = await fetch(`${form.dataset.kgUrl}?o=t&t=${encodeURIComponent(text)}`, { credentials: "same-origin" });
      if (answer.ok && cell.value.trim() === text) said.innerHTML = await answer.text();
    } catch {
      // off line: the grid is read when it is sent
    }
  });
})();
