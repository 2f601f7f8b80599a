"use strict";
// What is open stays open, and who reads with the keyboard keeps his place.
const fresh = document.getElementById("fresh");
setInterval(async () => {
  if (!fresh.checked || document.hidden) return;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = document.getElementById("lists"), next = page.getElementById("lists");
    const areas = () => [...main.querySelectorAll(".scroll")], before = areas();
    const at = before.indexOf(document.activeElement), left = before.map(a => a.scrollLeft);
    if (at < 0 && main.contains(document.activeElement) || main.querySelector("details[open]") || String(getSelection())) return;
    main.replaceChildren(...next.childNodes);
    areas().forEach((a, i) => { a.scrollLeft = left[i] || 0; if (i === at) a.focus({ preventScroll: true }); });
    document.title = page.title;
  } catch { }
}, 5000);
