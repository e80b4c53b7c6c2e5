// Splitting by thumb: plus and minus beside each box, the sum below; without it the boxes are typed into.
(() => {
  "use strict";
  const STEP = 10;
  const form = document.querySelector("form[data-split]");
  if (!form) return;
  const boxes = () => [...form.querySelectorAll("input[name^='kg-']")];
  const read = (box) => Number.parseInt(box.value.replace(/\D/g, ""), 10) || 0;
  const sum = form.querySelector("[data-sum]");
  const over = form.querySelector("[data-over]");
  const wanted = Number.parseInt(form.dataset.wanted, 10) || 0;
  const figures = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en" : "vi-VN");

  const tell = () => {
    let total = 0;
    boxes().forEach((box) => {
      const kg = read(box);
      total += kg;
      box.closest(".split-card").classList.toggle("has-kg", kg > 0);
      box.toggleAttribute("aria-invalid", kg > Number.parseInt(box.dataset.most, 10));
      box.classList.toggle("is-invalid", kg > Number.parseInt(box.dataset.most, 10));
    });
    sum.textContent = `${figures.format(total)} kg`;
    over.hidden = total <= wanted;
  };
  form.querySelectorAll("[data-step]").forEach((button) => {
    button.hidden = false;
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    const box = button.parentElement.querySelector("input");
    const most = Number.parseInt(box.dataset.most, 10);
    const next = Math.min(most, Math.max(0, read(box) + STEP * Number(button.dataset.step)));
    box.value = next ? String(next) : "";
    tell();
  });
  form.addEventListener("input", tell);
  tell();
})();
