package dev.weft.server.resources.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes a label selector apart into words and operators. */
final class LabelTokens {
  private static final String SPACE = " \t\r\n";
  private static final String SPECIAL = "=!(),<>";
  private static final Set<String> OPERATORS =
      Set.of("(", ")", ",", "!", "=", "==", "!=", "<", ">");

  /** What a token is. */
  enum Kind {
    WORD,
    OPERATOR,
    END
  }

  /** One word or operator. */
  record Token(Kind kind, String text) {
    boolean isEnd() {
      return kind == Kind.END;
    }

    boolean is(String operator) {
      return kind == Kind.OPERATOR && text.equals(operator);
    }
  }

  private LabelTokens() {}

  /** The tokens of {@code text}; the last is an {@link Kind#END}. */
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (SPACE.indexOf(c) >= 0) {
        at++;
      } else if (SPECIAL.indexOf(c) >= 0) {
        boolean two = at + 1 < text.length() && OPERATORS.contains(text.substring(at, at + 2));
        String operator = text.substring(at, at + (two ? 2 : 1));
        tokens.add(new Token(Kind.OPERATOR, operator));
        at += operator.length();
      } else {
        int start = at;
        while (at < text.length() && (SPACE + SPECIAL).indexOf(text.charAt(at)) < 0) {
          at++;
        }
        tokens.add(new Token(Kind.WORD, text.substring(start, at)));
      }
    }
    tokens.add(new Token(Kind.END, ""));
    return tokens;
  }
}
