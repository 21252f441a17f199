package dev.weft.server.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Which rows of one key may go: all up to {@code to}, but for as many revisions as history keeps,
 * and for the state that a row after {@code to}, one of today or one still to come, is a change of.
 *
 * @param to the revision up to which changes need not be told any more
 * @param historyLimit how many revisions history keeps; 0 for what has no history
 */
record PruneRule(long to, int historyLimit) {
  /** A row of the key. */
  record Entry(long revision, ChangeLog.Type type) {}

  /**
   * The revisions that may go.
   *
   * @param rows all rows of the key, the newest first
   * @param live whether the key is stored at present
   */
  List<Long> droppable(List<Entry> rows, boolean live) {
    List<Long> droppable = new ArrayList<>();
    int remembered = 0;
    boolean needsStateBefore = live;
    for (Entry row : rows) {
      boolean told = row.revision() > to;
      boolean history = row.type() != ChangeLog.Type.STATUS && remembered < historyLimit;
      if (history) {
        remembered++;
      }
      if (told) {
        needsStateBefore = true;
      } else {
        if (!history && !needsStateBefore) {
          droppable.add(row.revision());
        }
        needsStateBefore = false;
      }
    }
    return droppable;
  }
}
