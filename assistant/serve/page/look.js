// The look that this browser keeps, its theme and text size, applied before the page is painted.

(() => {
  const kept = {
    get: (name) => {
      try { return localStorage.getItem(`look-${name}`) ?? ""; } catch { return ""; }
    },
    set: (name, value) => {
      try { localStorage.setItem(`look-${name}`, value); } catch { /* for this visit alone */ }
    },
  };
  const now = { theme: kept.get("theme"), size: kept.get("size") };
  const system = matchMedia("(prefers-color-scheme: dark)");

  function apply() {
    document.documentElement.dataset.size = now.size;
    const dark = now.theme ? now.theme === "dark" : system.matches;
    const body = document.body;
    if (body && body.classList.contains("dark") !== dark) body.classList.toggle("dark", dark);
  }

  // What is chosen is shown wherever the fields come, and go, and come again.
  function show() {
    for (const field of document.querySelectorAll("[data-look]")) {
      if (field.value !== now[field.dataset.look]) field.value = now[field.dataset.look];
    }
  }

  document.addEventListener("change", (event) => {
    const name = event.target.dataset?.look;
    if (!name) return;
    now[name] = event.target.value;
    kept.set(name, now[name]);
    apply();
  });
  // Another tab of the same browser.
  addEventListener("storage", () => {
    for (const name of Object.keys(now)) now[name] = kept.get(name);
    apply();
    show();
  });

  // Gradio sets the system's theme by a class of the body, at its start and whenever that changes.
  new MutationObserver(apply).observe(document.documentElement, {
    attributes: true, attributeFilter: ["class"], subtree: true,
  });
  document.addEventListener("focusin", show);
  document.addEventListener("click", () => setTimeout(show));
  document.addEventListener("DOMContentLoaded", apply);
  apply();
  globalThis.showLook = show;
})();
