package dev.weft.benchmarks.figures;

/** A quantity of the tables. */
public enum Metric {
  REQUESTS("requests/s", 0, true),
  REQUEST_CPU("CPU µs/request", 1, false),
  REQUEST_CPU_CLIENT("client", 1, false),
  REQUEST_CPU_SERVER("server", 1, false),
  REQUEST_ALLOCATED("allocated by the server, B/request", 0, false),
  RESIDENT_CLIENT("resident MB, client", 0, false),
  RESIDENT_SERVER("server", 0, false),
  PACED_P50("p50 µs at 1,000/s", 0, false),
  PACED_P99("p99 µs at 1,000/s", 0, false),
  PACED_CPU("CPU µs/request at 1,000/s", 1, false),
  BULK("MB/s", 0, true),
  BULK_CPU("CPU µs/MB", 0, false),
  BULK_CPU_CLIENT("client", 0, false),
  BULK_CPU_SERVER("server", 0, false),
  SELECTED("exchanges/s of 10 connections", 0, true),
  SELECTED_CPU("CPU µs/exchange", 1, false),
  SELECTED_BESIDE_IDLE("exchanges/s beside 3,000 idle", 0, true),
  SELECTED_BESIDE_IDLE_CPU("CPU µs/exchange beside 3,000 idle", 1, false),
  IDLE_CLIENT("KB for an idle connection, client", 2, false),
  IDLE_SERVER("server", 2, false);

  private final String title;
  private final int decimals;
  private final boolean moreIsBetter;

  Metric(String title, int decimals, boolean moreIsBetter) {
    this.title = title;
    this.decimals = decimals;
    this.moreIsBetter = moreIsBetter;
  }

  /** The heading, with the unit. */
  public String title() {
    return title;
  }

  /** How many digits after the point mean something. */
  public int decimals() {
    return decimals;
  }

  /**
   * Whether aims are judged by it. One side alone says little: on loopback the kernel charges much
   * of the receiver's work to whoever happens to run, the sender or the receiver.
   */
  public boolean isOfBothSides() {
    return switch (this) {
      case REQUEST_CPU_CLIENT,
          REQUEST_CPU_SERVER,
          RESIDENT_CLIENT,
          RESIDENT_SERVER,
          BULK_CPU_CLIENT,
          BULK_CPU_SERVER,
          IDLE_CLIENT,
          IDLE_SERVER ->
          false;
      case REQUESTS,
          REQUEST_CPU,
          REQUEST_ALLOCATED,
          PACED_P50,
          PACED_P99,
          PACED_CPU,
          BULK,
          BULK_CPU,
          SELECTED,
          SELECTED_CPU,
          SELECTED_BESIDE_IDLE,
          SELECTED_BESIDE_IDLE_CPU ->
          true;
    };
  }

  /** Whether a greater value is a better one. */
  public boolean moreIsBetter() {
    return moreIsBetter;
  }
}
