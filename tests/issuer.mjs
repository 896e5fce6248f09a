// A certified OpenID Connect provider (oidc-provider) on a loopback port, with people who need no real password.
// Started by tests/issuing.py: node tests/issuer.mjs '{"redirect": [...], ...}'; says its address on the first line.
import { createServer } from "node:http";
import { generateKeyPairSync } from "node:crypto";
import Provider from "oidc-provider";

const told = JSON.parse(process.argv[2]);
const PEOPLE = {
  tuti: { name: "Tuti Wulandari", email: "tuti@contoh.id", email_verified: true },
  budi: { name: "Budi Santoso", email: "budi@contoh.id", email_verified: false },
  tanpa: {},
};
let number = 0;
let provider;
const server = createServer((request, response) => answer(request, response));
server.listen(0, "127.0.0.1", () => {
  renew();
  console.log(address());
});

const address = () => `http://127.0.0.1:${server.address().port}`;

/** A provider with a fresh key; who is signed in, and what was issued, is remembered as before. */
function renew() {
  number += 1;
  const { privateKey } =
    told.alg === "ES256"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: "jwk" }), use: "sig", alg: told.alg, kid: `key-${number}` };
  provider = new Provider(address(), {
    clients: [
      {
        client_id: "rukun",
        client_secret: "rahasia rukun: 100%",
        redirect_uris: told.redirect,
        post_logout_redirect_uris: told.home,
        backchannel_logout_uri: told.backchannel,
        backchannel_logout_session_required: true,
        id_token_signed_response_alg: told.alg,
        token_endpoint_auth_method: told.auth,
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: ["only for tests"] },
    clientAuthMethods: [told.auth],
    pkce: { required: () => true },
    conformIdTokenClaims: told.conforms,
    acrValues: ["urn:contoh:dua"],
    claims: {
      openid: ["sub", "amr"],
      profile: ["name"],
      email: ["email", "email_verified"],
      acr: null,
      auth_time: null,
      sid: null,
    },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      // The pages that come with it fetch a typeface from elsewhere.
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, asked) => {
          ctx.body = page(`${asked}<button form="op.logoutForm" name="logout" value="yes">Keluar</button>`);
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = page("Sudah keluar.");
        },
      },
    },
    // It calls no loopback by itself, and the site under test is there.
    fetch: (url, { dispatcher: _, ...options }) => fetch(url, options),
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id.slice(3)] }) }),
    interactions: { url: (_, interaction) => `/pintu/${interaction.uid}` },
    // The city's own application is not asked for by its own people.
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    ttl: { IdToken: 600, Interaction: 600, Session: 3600, Grant: 600, AccessToken: 600, AuthorizationCode: 60 },
  });
  provider.on("backchannel.error", (_, failure) => console.error("back-channel", failure));
}

async function answer(request, response) {
  if (request.url === "/ujian/kunci-baru" && request.method === "POST") {
    renew();
    return response.end(`key-${number}`);
  }
  if (!request.url.startsWith("/pintu/")) return provider.callback()(request, response);
  if (request.method === "GET") return response.end(form(request.url));
  const typed = new URLSearchParams(await bodyOf(request));
  const login = { accountId: `id-${typed.get("nama")}`, amr: ["pwd"], acr: "urn:contoh:satu" };
  if (typed.get("kode")) Object.assign(login, { amr: ["pwd", "otp", "mfa"], acr: "urn:contoh:dua" });
  const result = typed.has("batal") ? { error: "access_denied", error_description: "tidak jadi" } : { login };
  return provider.interactionFinished(request, response, result);
}

async function bodyOf(request) {
  let body = "";
  for await (const part of request) body += part;
  return body;
}

function form(action) {
  return page(`<form method="post" action="${action}"><label>Nama <input name="nama"></label>
<label>Kode <input name="kode"></label><button>Masuk</button><button name="batal" value="1">Batal</button></form>`);
}

function page(body) {
  return `<!doctype html><html lang="id"><meta charset="utf-8"><title>SSO Kota</title><h1>SSO Kota Contoh</h1>${body}`;
}

process.on("SIGTERM", () => process.exit(0));
// Whoever started it is gone: so is it.
process.stdin.on("end", () => process.exit(0)).resume();
