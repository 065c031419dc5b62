// The look that this browser keeps, its theme and text size, applied before the page is painted; and
// its language, which a cookie tells the server.

(() => {
  const kept = {
    get: (name) => {
      try { return localStorage.getItem(`look-${name}`) ?? ""; } catch { return ""; }
    },
    set: (name, value) => {
      try { localStorage.setItem(`look-${name}`, value); } catch { /* for this visit alone */ }
    },
  };
  const language = () => /(?:^|; )language=([a-z]+)/.exec(document.cookie)?.[1] ?? "";
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
      const chosen = now[field.dataset.look] ?? language();
      if (field.value !== chosen) field.value = chosen;
    }
  }

  document.addEventListener("change", (event) => {
    const name = event.target.dataset?.look;
    if (!name) return;
    if (name === "language") {
      const seconds = event.target.value ? 365 * 24 * 3600 : 0;
      document.cookie = `language=${event.target.value}; max-age=${seconds}; samesite=strict`;
      location.reload();
      return;
    }
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
