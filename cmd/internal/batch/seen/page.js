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
    if (main.contains(document.activeElement) || main.querySelector("details[open]") || String(getSelection())) return;
    main.replaceChildren(...next.childNodes);
    document.title = page.title;
  } catch { }
}, 5000);
