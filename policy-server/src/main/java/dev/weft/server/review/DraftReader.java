package dev.weft.server.review;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.FieldError;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.PolicyFormatException;
import dev.weft.core.policy.RequestAuthentication;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the policies that are to be tried. They are only tried, so rules that can never match are
 * let through; what is unknown or malformed is not.
 */
final class DraftReader {
  private static final String EXPECTED =
      String.join(
          ", ", AuthorizationPolicy.KIND, PeerAuthentication.KIND, RequestAuthentication.KIND);

  private final Findings findings;
  private final List<AuthorizationPolicy> authorization = new ArrayList<>();
  private final List<PeerAuthentication> peers = new ArrayList<>();

  private DraftReader(Findings findings) {
    this.findings = findings;
  }

  /** The policies in the array at {@code path}. */
  static PolicyBook read(String path, List<JsonValue> drafts, Findings findings) {
    DraftReader reader = new DraftReader(findings);
    for (int i = 0; i < drafts.size(); i++) {
      reader.add(path + "[" + i + "]", drafts.get(i));
    }
    return new PolicyBook(reader.authorization, reader.peers);
  }

  private void add(String where, JsonValue draft) {
    if (!(draft instanceof JsonObject resource)) {
      findings.add(where, "wrong type: " + draft.typeName() + " (expected: object)");
      return;
    }
    String kind = resource.string("kind");
    try {
      if (AuthorizationPolicy.KIND.equals(kind)) {
        authorization.add(AuthorizationPolicy.parseDraft(resource));
      } else if (PeerAuthentication.KIND.equals(kind)) {
        peers.add(PeerAuthentication.parse(resource));
      } else if (RequestAuthentication.KIND.equals(kind)) {
        // It says which tokens are good; the claims of a review are those of a good one already.
        RequestAuthentication unused = RequestAuthentication.parse(resource);
      } else {
        findings.add(where + ".kind", kind == null ? "" : kind, EXPECTED);
      }
    } catch (PolicyFormatException e) {
      for (FieldError error : e.errors()) {
        findings.add(
            error.field().isEmpty() ? where : where + "." + error.field(), error.message());
      }
    }
  }
}
