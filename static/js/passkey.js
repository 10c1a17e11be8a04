// Passkeys: allauth's script talks to the browser; here it is bound to the page, and a refusal is said beside the button.
const form = document.querySelector("[data-passkey]");
const ids = { add: "passkey-button", authenticate: "passkey-button", credential: "passkey-credential", data: "passkey-data" };

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("passkey-failed").hidden = false;
});
if (form && window.PublicKeyCredential) {
  form.hidden = false;
  window.allauth.webauthn.forms[`${form.dataset.passkey}Form`]({ ids });
}
