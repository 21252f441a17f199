package dev.weft.core.policy.parse;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.ResourceMetadata;
import dev.weft.core.policy.WorkloadSelector;
import dev.weft.core.telemetry.SamplingRule;
import dev.weft.core.telemetry.TraceSampling;
import dev.weft.core.telemetry.WorkloadMode;
import java.util.List;
import java.util.Set;

/** Reads a TraceSampling: its fields, their types and the form of every value. */
public final class TraceSamplingReader {
  static final String API_VERSION = TraceSampling.GROUP + "/v1";

  private TraceSamplingReader() {}

  /** The resource; it means something only when {@code errors} has got nothing. */
  public static TraceSampling read(JsonObject resource, Errors errors) {
    Fields fields =
        ResourceReader.open(resource, Set.of(API_VERSION), API_VERSION, TraceSampling.KIND, errors);
    ResourceMetadata metadata = MetadataReader.read(fields);
    DryRun.refuse(metadata, errors, "action ALLOW or DENY");
    Fields spec = ResourceReader.spec(fields);
    fields.end();
    if (spec == null) {
      return new TraceSampling(metadata, WorkloadSelector.ALL, List.of());
    }
    WorkloadSelector selector = ResourceReader.selector(spec);
    List<SamplingRule> rules =
        spec.objects("rules").stream().map(TraceSamplingReader::rule).toList();
    spec.end();
    return new TraceSampling(metadata, selector, rules);
  }

  private static SamplingRule rule(Fields rule) {
    Fields match = rule.object("match");
    WorkloadMode mode = WorkloadModes.read(match);
    List<String> principals = match == null ? List.of() : match.texts("principals", Values.ANY);
    for (int i = 0; match != null && i < principals.size(); i++) {
      if (!Wildcards.onlyAtOneEnd(principals.get(i))) {
        rule.errors()
            .add(
                match.path("principals") + "[" + i + "]",
                principals.get(i),
                "* only as first or last character");
      }
    }
    if (principals.isEmpty() && (match == null || match.value("principals") == null)) {
      rule.errors()
          .add(
              rule.path("match") + ".principals",
              "missing (expected: who is at the other end; for anybody, use a Telemetry)");
    } else if (match != null) {
      match.notEmpty("principals", "at least one");
    }
    if (match != null) {
      match.end();
    }
    Double percentage = rule.percentage("randomSamplingPercentage");
    if (!rule.has("randomSamplingPercentage")) {
      rule.errors().add(rule.path("randomSamplingPercentage"), "missing (expected: 0 to 100)");
    }
    rule.end();
    return new SamplingRule(mode, principals, percentage == null ? 0 : percentage);
  }
}
