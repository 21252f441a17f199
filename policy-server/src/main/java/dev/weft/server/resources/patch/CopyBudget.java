package dev.weft.server.resources.patch;

import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonString;
import dev.weft.server.resources.patch.Draft.Elements;
import dev.weft.server.resources.patch.Draft.Leaf;
import dev.weft.server.resources.patch.Draft.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies parts of a document until the budget is spent, so that a short patch whose copies double
 * the document again and again is stopped early. Not thread-safe.
 */
final class CopyBudget {
  private final int limit;
  private int left;

  CopyBudget(int limit) {
    this.limit = limit;
    this.left = limit;
  }

  /**
   * A copy that shares nothing mutable with {@code draft}.
   *
   * @throws PatchFailure when the copies are larger than the budget, or {@code draft} is too deep
   */
  Draft copy(Draft draft) {
    return copy(draft, 0);
  }

  private Draft copy(Draft draft, int depth) {
    if (depth > JsonReader.MAX_DEPTH) {
      throw new PatchFailure("nesting: deeper than " + JsonReader.MAX_DEPTH);
    }
    if (draft instanceof Members members) {
      spend(2);
      Map<String, Draft> copied = new LinkedHashMap<>();
      for (Map.Entry<String, Draft> member : members.byName().entrySet()) {
        spend(member.getKey().length() + 4);
        copied.put(member.getKey(), copy(member.getValue(), depth + 1));
      }
      return new Members(copied);
    }
    if (draft instanceof Elements elements) {
      spend(2);
      List<Draft> copied = new ArrayList<>();
      for (Draft element : elements.inOrder()) {
        spend(1);
        copied.add(copy(element, depth + 1));
      }
      return new Elements(copied);
    }
    // Numbers are at most a hundred digits when read, so a flat rate does for what is no text.
    spend(
        draft instanceof Leaf leaf && leaf.value() instanceof JsonString s
            ? s.value().length()
            : 5);
    return draft;
  }

  private void spend(int characters) {
    left -= characters;
    if (left < 0) {
      throw new PatchFailure("copy: more than " + limit + " characters in all (expected: less)");
    }
  }
}
