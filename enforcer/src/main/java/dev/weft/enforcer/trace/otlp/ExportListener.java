package dev.weft.enforcer.trace.otlp;

/** Hears when sending begins to fail, and when it works again. Called on the exporter's thread. */
public interface ExportListener {
  /**
   * Something was lost, after nothing had been.
   *
   * @param to where it was to go
   * @param why the reason, for a person
   */
  void failed(String to, String why);

  /**
   * Something has arrived again.
   *
   * @param to where
   * @param lost how many spans were lost since the process started
   */
  void recovered(String to, long lost);
}
