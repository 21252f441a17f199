package dev.weft.server.store.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a database that does not answer from a fault of ours, by SQLSTATE (PostgreSQL
 * documentation, appendix A).
 */
final class PostgresFault {
  /** Connection lost, resources short, and the server going down or coming up. */
  private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

  /**
   * Read-only copy, transaction idle for too long or too long at all, serialization, deadlock, lock
   * not available.
   */
  private static final Set<String> STATES =
      Set.of("25006", "25P03", "25P04", "40001", "40P01", "55P03");

  private PostgresFault() {}

  /** The reason for which the database does not answer, or null when that is not the trouble. */
  static @Nullable SQLException unavailable(Throwable thrown) {
    int depth = 0;
    for (Throwable at = thrown; at != null && depth < 20; at = at.getCause(), depth++) {
      if (at instanceof SQLTransientConnectionException transientFault) {
        return transientFault;
      }
      if (at instanceof SQLException fault && isUnavailable(fault.getSQLState())) {
        return fault;
      }
    }
    return null;
  }

  private static boolean isUnavailable(@Nullable String state) {
    return state != null
        && state.length() == 5
        && (CLASSES.contains(state.substring(0, 2)) || STATES.contains(state));
  }

  /** Whether {@code fault} may be one of this connection alone: it is lost, or to a mere copy. */
  static boolean isOfConnection(SQLException fault) {
    String state = String.valueOf(fault.getSQLState());
    return !(fault instanceof SQLTransientConnectionException)
        && (state.startsWith("08") || state.startsWith("57P") || state.equals("25006"));
  }

  /** What went wrong at the bottom, on one line. */
  static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      root = at;
      if (at instanceof SQLException) {
        break;
      }
    }
    return String.valueOf(root.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
