// Comfort where the browser has it: reading aloud with its own voice, dictation, sending the address on. What it has not stays hidden.
const lang = document.documentElement.lang.startsWith("zh") ? "zh-CN" : document.documentElement.lang;

if (window.speechSynthesis) {
  for (const button of document.querySelectorAll("[data-read]")) {
    const quiet = () => button.setAttribute("aria-pressed", "false");
    button.hidden = false;
    quiet();
    button.addEventListener("click", () => {
      const reading = speechSynthesis.speaking;
      speechSynthesis.cancel();
      if (reading) return quiet();
      const text = [...document.querySelectorAll("[data-say]")].map((one) => one.innerText).join("。 ");
      const said = Object.assign(new SpeechSynthesisUtterance(text), { lang, rate: 0.85, onend: quiet, onerror: quiet });
      button.setAttribute("aria-pressed", "true");
      speechSynthesis.speak(said);
    });
  }
  window.addEventListener("pagehide", () => speechSynthesis.cancel());
}

const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;
for (const button of Recognition ? document.querySelectorAll("[data-dictate]") : []) {
  const field = document.getElementById(button.dataset.dictate);
  const heard = Object.assign(new Recognition(), { lang });
  const state = (on) => button.setAttribute("aria-pressed", String(on));
  let on = false;
  button.hidden = false;
  state(false);
  heard.addEventListener("start", () => state(on = true));
  heard.addEventListener("end", () => state(on = false));
  heard.addEventListener("result", (event) => {
    field.value += (field.value ? "，" : "") + event.results[0][0].transcript;
    field.focus();
  });
  button.addEventListener("click", () => (on ? heard.stop() : heard.start()));
}

for (const button of navigator.share ? document.querySelectorAll("[data-share]") : []) {
  button.hidden = false;
  button.addEventListener("click", () => navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {}));
}
