package dev.weft.server.resources.select;

import dev.weft.server.http.ApiException;
import dev.weft.server.resources.select.LabelTokens.Kind;
import dev.weft.server.resources.select.LabelTokens.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads a label selector in the grammar of Kubernetes:
 *
 * <pre>
 * selector    = [ requirement *( "," requirement ) ]
 * requirement = [ "!" ] key | key ( "=" | "==" | "!=" | "&lt;" | "&gt;" ) value
 *             | key ( "in" | "notin" ) "(" value *( "," value ) ")"
 * </pre>
 *
 * A value may be empty. {@code in} and {@code notin} are operators only where one is expected. Not
 * thread-safe.
 */
final class LabelParser {
  private static final String OPERATORS = "in, notin, =, ==, !=, < or >";

  private final List<Token> tokens;
  private int at;

  LabelParser(String text) {
    this.tokens = LabelTokens.of(text);
  }

  List<Requirement> parse() {
    List<Requirement> requirements = new ArrayList<>();
    if (peek().isEnd()) {
      return requirements;
    }
    while (true) {
      requirements.add(requirement());
      if (peek().isEnd()) {
        return requirements;
      }
      if (!next().is(",")) {
        throw wrong(tokens.get(at - 1), "',' or the end");
      }
    }
  }

  private Requirement requirement() {
    if (peek().is("!")) {
      next();
      String key = key();
      if (!endsRequirement(peek())) {
        throw wrong(peek(), "',' or the end after !" + key);
      }
      return new Requirement.DoesNotExist(key);
    }
    String key = key();
    if (endsRequirement(peek())) {
      return new Requirement.Exists(key);
    }
    Token operator = next();
    return switch (operator.text()) {
      case "=", "==" -> new Requirement.In(key, Set.of(value()));
      case "!=" -> new Requirement.NotIn(key, Set.of(value()));
      case ">" -> new Requirement.GreaterThan(key, number(key));
      case "<" -> new Requirement.LessThan(key, number(key));
      case "in" -> new Requirement.In(key, values());
      case "notin" -> new Requirement.NotIn(key, values());
      default -> throw wrong(operator, OPERATORS);
    };
  }

  private String key() {
    Token token = next();
    if (token.kind() != Kind.WORD) {
      throw wrong(token, "the name of a label");
    }
    if (!LabelSyntax.isKey(token.text())) {
      throw wrong(
          token,
          "the name of a label: at most 63 of A-Z, a-z, 0-9, '-', '_' and '.', with a letter or"
              + " digit at both ends, perhaps after a DNS subdomain and '/'");
    }
    return token.text();
  }

  private String value() {
    if (endsRequirement(peek())) {
      return "";
    }
    Token token = next();
    if (token.kind() != Kind.WORD) {
      throw wrong(token, "the value of a label");
    }
    return checked(token);
  }

  private long number(String key) {
    Token token = peek();
    OptionalLong number = WholeNumbers.of(value());
    return number.orElseThrow(() -> wrong(token, "a whole number to compare " + key + " with"));
  }

  private Set<String> values() {
    if (!peek().is("(")) {
      throw wrong(peek(), "'('");
    }
    next();
    Set<String> values = new HashSet<>();
    boolean afterComma = true;
    while (!peek().is(")")) {
      Token token = next();
      if (token.kind() == Kind.WORD && afterComma) {
        values.add(checked(token));
        afterComma = false;
      } else if (token.is(",")) {
        if (afterComma) {
          values.add("");
        }
        afterComma = true;
      } else {
        throw wrong(token, afterComma ? "a value, ',' or ')'" : "',' or ')'");
      }
    }
    if (afterComma) {
      values.add("");
    }
    next();
    return values;
  }

  private static String checked(Token token) {
    if (!LabelSyntax.isValue(token.text())) {
      throw wrong(
          token,
          "the value of a label: at most 63 of A-Z, a-z, 0-9, '-', '_' and '.', with a letter or"
              + " digit at both ends");
    }
    return token.text();
  }

  private static boolean endsRequirement(Token token) {
    return token.isEnd() || token.is(",");
  }

  private Token peek() {
    return tokens.get(at);
  }

  /** The next token; the end is there however often it is asked for. */
  private Token next() {
    Token token = tokens.get(at);
    if (!token.isEnd()) {
      at++;
    }
    return token;
  }

  private static ApiException wrong(Token found, String expected) {
    String shown = found.isEnd() ? "the end" : "'" + Excerpt.of(found.text()) + "'";
    return ApiException.badRequest(
        "labelSelector", "found " + shown + " (expected: " + expected + ")");
  }
}
