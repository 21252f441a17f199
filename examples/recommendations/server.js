// The shop's recommendations: `node server.js [PORT [ORDERS-URL [STOCK-URL]]]`.
//
// GET /recommendations is a list of what is in stock and has not been ordered yet. The port is the
// first argument or RECOMMENDATIONS_PORT, or else 9002; 0 takes any free one. The address is
// RECOMMENDATIONS_HOST, or else 127.0.0.1. Where the orders and the stock are is in the next
// arguments, or ORDERS_URL and STOCK_URL; without the latter nothing is known of the stock, and
// everything is taken to be there. Calls go through http_proxy if it is set.
"use strict";

const http = require("node:http");

const CATALOGUE = ["tea", "cups", "pot", "cake", "honey"];
const TIMEOUT_MILLIS = 10_000;
const MAX_BODY = 1_000_000;

const [portArgument, ordersArgument, stockArgument] = process.argv.slice(2);
const port = Number(portArgument ?? process.env.RECOMMENDATIONS_PORT ?? 9002);
const host = process.env.RECOMMENDATIONS_HOST ?? "127.0.0.1";
const orders = ordersArgument ?? process.env.ORDERS_URL ?? "http://127.0.0.1:9001";
const stock = stockArgument ?? process.env.STOCK_URL ?? "";
const proxy = process.env.http_proxy ?? "";

// Asks url for JSON, with the trace that the request belongs to.
function ask(url, traceparent) {
  const target = new URL(url);
  const place = proxy === "" ? target : new URL(proxy);
  const headers = { Host: target.host, ...(traceparent && { traceparent }) };
  const options = {
    host: place.hostname,
    port: place.port || 80,
    path: proxy === "" ? target.pathname : target.href,
    headers,
    timeout: TIMEOUT_MILLIS,
  };
  return new Promise((resolve, reject) => {
    const request = http.get(options, (answer) => {
      let body = "";
      answer.setEncoding("utf8");
      answer.on("error", reject);
      answer.on("data", (part) => {
        body += part;
        if (body.length > MAX_BODY) {
          request.destroy(new Error(`${url}: more than ${MAX_BODY} characters`));
        }
      });
      answer.on("end", () => {
        if (answer.statusCode !== 200) {
          reject(new Error(`${url} answered with status ${answer.statusCode}: ${body.trim()}`));
          return;
        }
        try {
          resolve(JSON.parse(body));
        } catch (problem) {
          reject(problem);
        }
      });
    });
    request.on("timeout", () => request.destroy(new Error(`${url}: no answer in time`)));
    request.on("error", reject);
  });
}

async function recommendations(traceparent) {
  const ordered = new Set();
  for (const order of await ask(`${orders}/orders`, traceparent)) {
    ordered.add(order.item);
  }
  let there = CATALOGUE;
  if (stock !== "") {
    const pieces = await ask(`${stock}/stock`, traceparent);
    there = CATALOGUE.filter((item) => pieces[item] > 0);
  }
  return there.filter((item) => !ordered.has(item));
}

const server = http.createServer(async (request, response) => {
  const answer = (status, type, body) => {
    response.writeHead(status, { "Content-Type": type, "Content-Length": Buffer.byteLength(body) });
    response.end(body);
  };
  if (request.method !== "GET" || request.url !== "/recommendations") {
    answer(404, "text/plain", "no such page\n");
    return;
  }
  try {
    const items = await recommendations(request.headers.traceparent);
    answer(200, "application/json", JSON.stringify(items));
  } catch (problem) {
    answer(502, "text/plain", `${problem.message}\n`);
  }
});

server.listen(port, host, () => {
  console.log(`recommendations: listening on http://${host}:${server.address().port}`);
});
