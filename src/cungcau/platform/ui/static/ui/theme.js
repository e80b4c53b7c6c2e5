// Light or dark, decided before the first paint; the choice is kept in this browser only.
(() => {
  "use strict";
  const KEY = "cungcau-theme";
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  const chosen = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage may be closed; the system's wish then rules
    }
  };

  const apply = () => {
    const mode = chosen() || (dark.matches ? "dark" : "light");
    root.dataset.bsTheme = mode;
    document.querySelectorAll("[data-theme-toggle]").forEach((button) => {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(mode === "dark"));
    });
    document.dispatchEvent(new CustomEvent("cungcau:theme", { detail: mode }));
  };

  const toggle = () => {
    const next = root.dataset.bsTheme === "dark" ? "light" : "dark";
    try {
      if ((next === "dark") === dark.matches) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, next);
    } catch {
      root.dataset.bsTheme = next;
      return;
    }
    apply();
  };

  root.classList.add("js");
  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-toggle]")) toggle();
  });
})();
