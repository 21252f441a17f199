#!/bin/sh
# The shop's nightly report: how much was ordered, and what is in stock.
#
# Orders and stock are at ORDERS_URL and STOCK_URL; without the latter the report is of orders alone.
# curl goes through http_proxy if it is set.
set -eu

ask() { # ask URL: prints the body of the answer
  answer=$(curl --silent --show-error --max-time 20 --write-out '\n%{http_code}' "$1")
  body=${answer%
*}
  status=${answer##*
}
  if [ "$status" != 200 ]; then
    echo "stock-report: $1 answered $status: $body" >&2
    exit 1
  fi
  printf '%s\n' "$body"
}

orders=$(ask "${ORDERS_URL:-http://127.0.0.1:9001}/orders")
echo "orders: $(printf '%s' "$orders" | grep -o '"id"' | wc -l | tr -d ' ')"
if [ -n "${STOCK_URL:-}" ]; then
  stock=$(ask "$STOCK_URL/stock")
  echo "stock: $stock"
fi
