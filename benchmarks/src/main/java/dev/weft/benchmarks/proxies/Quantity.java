package dev.weft.benchmarks.proxies;

import java.util.Locale;

/** A column of the tables. CPU is user and system time. */
enum Quantity {
  REQUESTS("requests/s", 0),
  PROXY_CPU("CPU µs/request, the proxies", 1),
  WHOLE_CPU("CPU µs/request, everybody", 1),
  P50("p50 µs at 1,000/s", 0),
  P99("p99 µs at 1,000/s", 0),
  BULK("MB/s", 0),
  BULK_PROXY_CPU("CPU ms/GB, the proxies", 0),
  BULK_WHOLE_CPU("CPU ms/GB, everybody", 0),
  CONNECTIONS("new connections/s", 0),
  CONNECTION_PROXY_CPU("CPU µs/connection, the proxies", 0),
  CONNECTION_WHOLE_CPU("CPU µs/connection, everybody", 0),
  FEW_IDLE("PSS in MB, 100 idle connections", 0),
  MANY_IDLE("PSS in MB, %,d idle connections", 0);

  private final String title;
  private final int decimals;

  Quantity(String title, int decimals) {
    this.title = title;
    this.decimals = decimals;
  }

  /** The heading, with the unit; {@code idle} is how many idle connections many are. */
  String title(int idle) {
    return title.contains("%") ? String.format(Locale.ROOT, title, idle) : title;
  }

  /** How many digits after the point mean something. */
  int decimals() {
    return decimals;
  }
}
