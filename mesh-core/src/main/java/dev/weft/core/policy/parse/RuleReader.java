package dev.weft.core.policy.parse;

import dev.weft.core.policy.Attribute;
import dev.weft.core.policy.Condition;
import dev.weft.core.policy.Operation;
import dev.weft.core.policy.Rule;
import dev.weft.core.policy.Source;
import dev.weft.core.policy.Terms;
import java.util.List;

/** Reads one rule of an AuthorizationPolicy. */
final class RuleReader {
  private RuleReader() {}

  static Rule read(Fields fields) {
    List<Source> from = fields.objects("from").stream().map(RuleReader::from).toList();
    List<Operation> to = fields.objects("to").stream().map(RuleReader::to).toList();
    List<Condition> when = fields.objects("when").stream().map(RuleReader::condition).toList();
    // An empty list reads as "from nobody", but as Istio's rules are made it would mean "anybody".
    fields.notEmpty("from", "at least one source, or to be left out");
    fields.notEmpty("to", "at least one operation, or to be left out");
    fields.end();
    return new Rule(from, to, when);
  }

  private static Source from(Fields fields) {
    Fields source = fields.object("source");
    fields.end();
    if (source == null) {
      missing(fields, "source");
      return Source.ANY;
    }
    Source read =
        new Source(
            terms(source, "principals", Values.ANY),
            terms(source, "requestPrincipals", Values.ANY),
            terms(source, "namespaces", Values.ANY),
            terms(source, "serviceAccounts", Values.SERVICE_ACCOUNT),
            terms(source, "trustDomains", Values.TRUST_DOMAIN),
            terms(source, "ipBlocks", Values.IP_BLOCK),
            terms(source, "remoteIpBlocks", Values.IP_BLOCK));
    source.end();
    if (source.isEmpty()) {
      empty(fields, "source");
    }
    return read;
  }

  private static Operation to(Fields fields) {
    Fields operation = fields.object("operation");
    fields.end();
    if (operation == null) {
      missing(fields, "operation");
      return Operation.ANY;
    }
    Operation read =
        new Operation(
            terms(operation, "hosts", Values.ANY),
            terms(operation, "ports", Values.PORT),
            terms(operation, "methods", Values.ANY),
            terms(operation, "paths", Values.PATH));
    operation.end();
    if (operation.isEmpty()) {
      empty(fields, "operation");
    }
    return read;
  }

  private static Condition condition(Fields fields) {
    String key = fields.requiredText("key");
    Attribute attribute = fields.has("key") ? AttributeKey.read(fields, key) : null;
    Values values = attribute == null ? Values.ANY : Values.of(attribute.kind());
    Terms terms = new Terms(texts(fields, "values", values), texts(fields, "notValues", values));
    if (terms.isEmpty()) {
      fields.errors().add(fields.path("values"), "missing (expected: values or notValues)");
    }
    fields.end();
    return new Condition(
        attribute == null ? new Attribute(Attribute.Kind.SOURCE_IP, List.of()) : attribute, terms);
  }

  private static Terms terms(Fields fields, String name, Values values) {
    String not = "not" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return new Terms(texts(fields, name, values), texts(fields, not, values));
  }

  private static List<String> texts(Fields fields, String name, Values values) {
    fields.notEmpty(name, "at least one value, or to be left out");
    return fields.texts(name, values);
  }

  private static void missing(Fields fields, String name) {
    if (!fields.has(name)) {
      fields.errors().add(fields.path(name), "missing (expected: an object)");
    }
  }

  private static void empty(Fields fields, String name) {
    fields.errors().add(fields.path(name), "empty (expected: at least one field)");
  }
}
