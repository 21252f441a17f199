package dev.weft.server.resources.schema;

import static dev.weft.server.resources.schema.Column.always;
import static dev.weft.server.resources.schema.Column.wide;
import static dev.weft.server.resources.schema.Verb.CREATE;
import static dev.weft.server.resources.schema.Verb.DELETE;
import static dev.weft.server.resources.schema.Verb.GET;
import static dev.weft.server.resources.schema.Verb.LIST;
import static dev.weft.server.resources.schema.Verb.PATCH;
import static dev.weft.server.resources.schema.Verb.UPDATE;
import static dev.weft.server.resources.schema.Verb.WATCH;

import java.util.List;

/**
 * All kinds that the server serves. Names, short names, categories and the first columns of the
 * policies are those of Istio's CustomResourceDefinitions.
 */
public final class Kinds {
  private static final String ISTIO = "security.istio.io";
  private static final String WEFT = "weft.dev";

  /** Who may call whom. */
  public static final KindInfo AUTHORIZATION_POLICY =
      policy("AuthorizationPolicy", "authorizationpolicies", "ap")
          .columns(
              always(
                  "Action",
                  Column.Type.STRING,
                  value("spec.action", "ALLOW"),
                  "The operation to take."),
              always("Rules", Column.Type.INTEGER, count("spec.rules"), "How many rules it has."),
              enforced(),
              Column.age())
          .fields(new SelectableField(FieldPath.of("spec.action"), "ALLOW"))
          .build();

  /** Which ports want mutual TLS. */
  public static final KindInfo PEER_AUTHENTICATION =
      policy("PeerAuthentication", "peerauthentications", "pa")
          .columns(
              always(
                  "Mode",
                  Column.Type.STRING,
                  value("spec.mtls.mode", ""),
                  "The mode of mutual TLS."),
              enforced(),
              Column.age())
          .fields(new SelectableField(FieldPath.of("spec.mtls.mode"), "UNSET"))
          .build();

  /** Which tokens are taken. */
  public static final KindInfo REQUEST_AUTHENTICATION =
      policy("RequestAuthentication", "requestauthentications", "ra")
          .columns(
              always(
                  "Issuers",
                  Column.Type.INTEGER,
                  count("spec.jwtRules"),
                  "How many issuers it names."),
              enforced(),
              Column.age())
          .build();

  /** What is traced and logged. */
  public static final KindInfo TELEMETRY =
      enforceable(new GroupVersionKind("telemetry.istio.io", "v1", "Telemetry"), "telemetries")
          .shortNames("telemetry")
          .categories("istio-io", "telemetry-istio-io")
          .columns(
              always(
                  "Tracing",
                  Column.Type.INTEGER,
                  count("spec.tracing"),
                  "How many entries say something of traces."),
              always(
                  "Access Logging",
                  Column.Type.INTEGER,
                  count("spec.accessLogging"),
                  "How many entries say something of the access log."),
              enforced(),
              Column.age())
          .build();

  /** How much is traced between pairs of services. */
  public static final KindInfo TRACE_SAMPLING =
      enforceable(new GroupVersionKind(WEFT, "v1", "TraceSampling"), "tracesamplings")
          .shortNames("ts")
          .categories("weft")
          .columns(
              always("Rules", Column.Type.INTEGER, count("spec.rules"), "How many rules it has."),
              enforced(),
              Column.age())
          .build();

  /** What lets new workloads in. */
  public static final KindInfo JOIN_TOKEN =
      weft("JoinToken", "jointokens", Scope.NAMESPACED)
          .verbs(CREATE, DELETE, GET, LIST, WATCH)
          .columns(
              always(
                  "Service Account",
                  Column.Type.STRING,
                  value("spec.serviceAccount", ""),
                  "Whose identity a workload gets by it."),
              always(
                  "Uses Left",
                  Column.Type.INTEGER,
                  value("status.usesLeft", ""),
                  "How many workloads may still use it."),
              expires(),
              Column.age())
          .fields(SelectableField.of("spec.serviceAccount"))
          .build();

  /** The processes of the mesh. */
  public static final KindInfo WORKLOAD =
      weft("Workload", "workloads", Scope.NAMESPACED)
          .verbs(GET, LIST, WATCH)
          .columns(
              always("Identity", Column.Type.STRING, value("spec.spiffeId", ""), "Its SPIFFE ID."),
              always(
                  "Address",
                  Column.Type.STRING,
                  new Column.Endpoints(FieldPath.of("spec.listeners")),
                  "Where it listens."),
              always(
                  "Applied",
                  Column.Type.STRING,
                  new Column.Reached(
                      FieldPath.of("status.applied"), FieldPath.of("status.revision")),
                  "Whether it has said that it enforces everything that concerns it."),
              always(
                  "Protected",
                  Column.Type.STRING,
                  new Column.NoneIn(FieldPath.of("status.unprotected")),
                  "Whether the mesh protects all of it."),
              wide(
                  "Host", Column.Type.STRING, value("spec.host", ""), "The host on which it runs."),
              wide(
                  "Revision",
                  Column.Type.INTEGER,
                  value("status.applied", ""),
                  "What it enforces."),
              wide(
                  "Refused",
                  Column.Type.INTEGER,
                  count("status.refused"),
                  "Policies it cannot enforce."),
              Column.age())
          .fields(
              SelectableField.of("spec.serviceAccount"),
              SelectableField.of("spec.spiffeId"),
              SelectableField.of("spec.host"))
          .build();

  /**
   * May this caller send this request? In no category, since a category is what people list, and
   * reviews cannot be listed.
   */
  public static final KindInfo ACCESS_REVIEW =
      new KindBuilder(
              new GroupVersionKind(WEFT, "v1", "AccessReview"), "accessreviews", Scope.CLUSTER)
          .verbs(CREATE)
          .build();

  /** The tokens of people and programs that use this API. */
  public static final KindInfo API_TOKEN =
      weft("ApiToken", "apitokens", Scope.CLUSTER)
          .verbs(CREATE, DELETE, GET, LIST, WATCH)
          .columns(
              always("Role", Column.Type.STRING, value("spec.role", ""), "What its bearer may do."),
              expires(),
              wide(
                  "Namespaces",
                  Column.Type.INTEGER,
                  count("spec.namespaces"),
                  "How many namespaces it is good for; 0 for all."),
              Column.age())
          .fields(SelectableField.of("spec.role"))
          .build();

  /** The audit log. */
  public static final KindInfo AUDIT_EVENT =
      weft("AuditEvent", "auditevents", Scope.CLUSTER)
          .verbs(GET, LIST)
          .columns(
              always("Actor", Column.Type.STRING, value("spec.actor", ""), "Who did it."),
              always(
                  "Action",
                  Column.Type.STRING,
                  value("spec.action", ""),
                  "What was done or refused."),
              always(
                  "Subject", Column.Type.STRING, value("spec.subject", ""), "To what it was done."),
              wide(
                  "Detail",
                  Column.Type.STRING,
                  value("spec.detail", ""),
                  "What else there is to say."),
              always(
                  "Age",
                  Column.Type.DATE,
                  new Column.Age(FieldPath.of("spec.at")),
                  "How long ago it was."))
          .fields(SelectableField.of("spec.actor"), SelectableField.of("spec.action"))
          .build();

  /** The recent traces. */
  public static final KindInfo TRACE =
      weft("Trace", "traces", Scope.CLUSTER)
          .verbs(GET, LIST)
          .columns(
              always("Root", Column.Type.STRING, value("spec.root", ""), "Its first span."),
              always(
                  "Workload",
                  Column.Type.STRING,
                  value("spec.workload", ""),
                  "The workload that sent the first span."),
              always(
                  "Spans",
                  Column.Type.INTEGER,
                  value("spec.spanCount", ""),
                  "How many spans of it are known."),
              always(
                  "Micros",
                  Column.Type.INTEGER,
                  value("spec.durationMicros", ""),
                  "How long it took, in microseconds."),
              always(
                  "Error",
                  Column.Type.STRING,
                  value("spec.error", ""),
                  "Whether a span of it failed."),
              Column.age())
          .build();

  /** May I? ({@code kubectl auth can-i}) */
  public static final KindInfo SELF_SUBJECT_ACCESS_REVIEW =
      review("authorization.k8s.io", "SelfSubjectAccessReview", "selfsubjectaccessreviews");

  /** What may I? ({@code kubectl auth can-i --list}) */
  public static final KindInfo SELF_SUBJECT_RULES_REVIEW =
      review("authorization.k8s.io", "SelfSubjectRulesReview", "selfsubjectrulesreviews");

  /** Who am I? ({@code kubectl auth whoami}) */
  public static final KindInfo SELF_SUBJECT_REVIEW =
      review("authentication.k8s.io", "SelfSubjectReview", "selfsubjectreviews");

  /** The kinds of policy. */
  public static final List<KindInfo> POLICIES =
      List.of(
          AUTHORIZATION_POLICY,
          PEER_AUTHENTICATION,
          REQUEST_AUTHENTICATION,
          TELEMETRY,
          TRACE_SAMPLING);

  /** All of them. */
  public static final List<KindInfo> ALL =
      List.of(
          AUTHORIZATION_POLICY,
          PEER_AUTHENTICATION,
          REQUEST_AUTHENTICATION,
          TELEMETRY,
          TRACE_SAMPLING,
          JOIN_TOKEN,
          WORKLOAD,
          ACCESS_REVIEW,
          API_TOKEN,
          AUDIT_EVENT,
          TRACE,
          SELF_SUBJECT_ACCESS_REVIEW,
          SELF_SUBJECT_RULES_REVIEW,
          SELF_SUBJECT_REVIEW);

  private Kinds() {}

  private static KindBuilder policy(String kind, String plural, String shortName) {
    return enforceable(new GroupVersionKind(ISTIO, "v1", kind), plural)
        .shortNames(shortName)
        .categories("istio-io", "security-istio-io");
  }

  /** A kind whose resources workloads enforce, and that has a history. */
  private static KindBuilder enforceable(GroupVersionKind id, String plural) {
    return new KindBuilder(id, plural, Scope.NAMESPACED)
        .verbs(CREATE, DELETE, GET, LIST, PATCH, UPDATE, WATCH)
        .subresource("status", id, GET)
        .subresource("revisions", new GroupVersionKind(WEFT, "v1", "RevisionList"), GET)
        .subresource("rollback", new GroupVersionKind(WEFT, "v1", "Rollback"), CREATE);
  }

  private static KindBuilder weft(String kind, String plural, Scope scope) {
    return new KindBuilder(new GroupVersionKind(WEFT, "v1", kind), plural, scope)
        .categories("weft");
  }

  private static KindInfo review(String group, String kind, String plural) {
    GroupVersionKind id = new GroupVersionKind(group, "v1", kind);
    return new KindBuilder(id, plural, Scope.CLUSTER).verbs(CREATE).build();
  }

  private static Column enforced() {
    return always(
        "Enforced",
        Column.Type.STRING,
        new Column.Ratio(
            FieldPath.of("status.workloads.enforcing"), FieldPath.of("status.workloads.selected")),
        "How many of the workloads that it selects have said that they enforce it.");
  }

  private static Column expires() {
    return always(
        "Expires",
        Column.Type.DATE,
        new Column.TimeLeft(FieldPath.of("status.expires")),
        "How long it is still good.");
  }

  private static Column.Value value(String path, String orElse) {
    return new Column.Value(FieldPath.of(path), orElse);
  }

  private static Column.Count count(String path) {
    return new Column.Count(FieldPath.of(path));
  }
}
