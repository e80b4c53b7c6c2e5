// Suggestions under a place's text box: an ARIA combobox with a list. Without this file the form asks on sending.
(() => {
  "use strict";
  if (window.cungcauPlaces) return;
  window.cungcauPlaces = true;
  const WAIT = 220;

  const setUp = (input) => {
    if (input.dataset.ready) return;
    input.dataset.ready = "1";
    const count = input.parentElement.querySelector("[data-place-count]");
    const list = document.createElement("div");
    list.className = "list-group mt-1";
    list.id = `${input.id || input.name}-goi-y`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() || "");
    list.hidden = true;
    input.after(list);
    Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })
      .forEach(([name, value]) => input.setAttribute(name, value));
    let timer = 0;
    let asked = 0;
    let active = -1;

    const options = () => [...list.children];
    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (next) => {
      const all = options();
      if (!all.length) return;
      active = (next + all.length) % all.length;
      all.forEach((option, i) => {
        option.setAttribute("aria-selected", String(i === active));
        option.classList.toggle("active", i === active);
      });
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    };
    const choose = (option) => {
      input.value = option.dataset.label;
      close();
      asked += 1;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.focus();
    };
    const show = (html) => {
      list.innerHTML = html;
      options().forEach((option, i) => {
        option.id = `${list.id}-${i}`;
      });
      active = -1;
      list.hidden = !options().length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      input.removeAttribute("aria-activedescendant");
      if (count) count.textContent = list.hidden ? count.dataset.none : `${options().length} ${count.dataset.some}`;
    };
    const ask = async () => {
      const text = input.value.trim();
      const mine = (asked += 1);
      if (text.length < 2) {
        close();
        return;
      }
      try {
        const answer = await fetch(`${input.dataset.suggest}&q=${encodeURIComponent(text)}`, {
          headers: { "HX-Request": "true" },
          credentials: "same-origin",
        });
        const html = answer.ok ? await answer.text() : "";
        if (mine === asked && document.activeElement === input) show(html);
      } catch {
        close(); // the form still asks on sending
      }
    };

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") mark(active + 1);
      else if (event.key === "ArrowUp") mark(active - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && active >= 0) choose(options()[active]);
      else return;
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(option);
    });
    input.addEventListener("blur", close);
  };

  const all = (root) => root.querySelectorAll("[data-place-input] > input[data-suggest]").forEach(setUp);
  all(document);
  document.addEventListener("htmx:load", (event) => all(event.target));
})();
