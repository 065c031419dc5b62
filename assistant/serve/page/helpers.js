// What script.js leans on: finding parts, watching them, tips, and text as it is copied or spoken.

const find = (selector) => document.querySelector(selector);

function watch(selector, look) {
  const changes = {
    childList: true, subtree: true, characterData: true, attributeFilter: ["data-opening"],
  };
  new MutationObserver(look).observe(find(selector), changes);
}

// A form's fields by name; those that stand there several times as lists.
function values(form) {
  const data = new FormData(form);
  return Object.fromEntries([...new Set(data.keys())].map((name) => {
    const all = data.getAll(name);
    return [name, all.length > 1 ? all : all[0]];
  }));
}

function emptied(form) {
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = false;
    else if (field.tagName === "INPUT") field.value = "";
  }
}

// Gradio makes a tab when it is first opened.
function whenThere(selector, act) {
  if (find(selector)) return act();
  const seen = new MutationObserver(() => {
    if (!find(selector)) return;
    seen.disconnect();
    act();
  });
  return seen.observe(document.body, { childList: true, subtree: true });
}

// What is written anew keeps the focus where it was: on the part of the same id or name. A name
// that was typed beside a picker, and is now picked, or another one in its place, is done with.
function keepForms(...selectors) {
  let last = null;
  let within = "";
  document.addEventListener("focusin", (event) => {
    within = selectors.find((one) => event.target.closest?.(one)) ?? "";
    last = within ? event.target : null;
  });
  document.addEventListener("change", (event) => {
    const other = event.target.closest("form")?.querySelector("[name=other]");
    if (other && event.target.tagName === "SELECT") other.value = "";
  });
  // The tabs' parts come with their first opening.
  new MutationObserver(() => {
    for (const other of document.querySelectorAll("form [name=other]")) {
      if (other.value === other.form.querySelector("select").value) other.value = "";
    }
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    const { id, name, type } = last;
    const same = id ? `#${CSS.escape(id)}` : name ? `[name="${name}"]` : `[type="${type}"]`;
    find(`${within} ${same}`)?.focus({ preventScroll: true });
  }).observe(find("#tabs"), { childList: true, subtree: true, attributeFilter: ["selected"] });
}

// A turn that is written anew keeps the focus: on the same button, or on what takes its place.
function keepTurn(target) {
  const turn = target.closest(".turn").id;
  const { do: what, thumb } = target.dataset;
  const now = { publish: "link", unpublish: "publish" }[what] ?? what;
  const same = `#${turn} [data-do=${now}]${thumb ? `[data-thumb=${thumb}]` : ""}`;
  const seen = new MutationObserver(() => {
    if (target.isConnected) return;
    seen.disconnect();
    find(same)?.focus({ preventScroll: true });
  });
  seen.observe(find("#talk"), { childList: true, subtree: true });
}

function debounced(call) {
  let waiting = 0;
  return () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(call);
  };
}

// Copying takes the footnotes along.
function withNotes(text, answers) {
  const notes = answers.flatMap((one) => (one.dataset.notes ?? "").split("\n"))
    .filter((note) => note && text.includes(note.slice(0, note.indexOf("]") + 1)));
  return notes.length ? `${text.trim()}\n\n${[...new Set(notes)].join("\n")}\n` : text;
}

function spoken(sentence) {
  const copy = sentence.cloneNode(true);
  copy.querySelectorAll("[hidden]").forEach((one) => one.remove());
  return copy.textContent;
}

// The reason of a sentence, or the quote of a marker, on hover and on focus.
function showTips(root) {
  const HAS_TIP = "[data-note], [data-reason]";
  const tip = Object.assign(document.createElement("div"), { id: "tip", hidden: true });
  tip.setAttribute("aria-hidden", "true");
  root.append(tip);

  function showTip(event) {
    const target = event.target.closest?.(HAS_TIP);
    if (!target) return;
    const boxes = [...target.getClientRects()];
    const near = boxes.find((box) => event.clientY >= box.top && event.clientY <= box.bottom);
    const box = near ?? boxes[boxes.length - 1];
    if (!box) return;
    tip.textContent = target.dataset.note ?? target.dataset.reason;
    tip.className = [...target.classList].find((one) => one !== "sentence") ?? "";
    tip.hidden = false;
    tip.style.left = "8px";
    const left = Math.min(Math.max(8, box.left), innerWidth - tip.offsetWidth - 8);
    const below = box.bottom + 6 + tip.offsetHeight < innerHeight;
    tip.style.left = `${left}px`;
    tip.style.top = `${below ? box.bottom + 6 : box.top - tip.offsetHeight - 6}px`;
  }

  document.addEventListener("mouseover", showTip);
  document.addEventListener("focusin", showTip);
  for (const gone of ["mouseout", "focusout"]) {
    document.addEventListener(gone, (event) => {
      if (event.target.closest?.(HAS_TIP)) tip.hidden = true;
    });
  }
  addEventListener("scroll", () => { tip.hidden = true; }, true);
  return tip;
}
