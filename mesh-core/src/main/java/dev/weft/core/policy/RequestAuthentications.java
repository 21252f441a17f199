package dev.weft.core.policy;

import dev.weft.core.policy.authn.JwtCheck;
import dev.weft.core.policy.authn.JwtChecks;
import dev.weft.core.policy.authn.ParsedTokens;
import dev.weft.core.token.KeySources;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The RequestAuthentications of one workload, compiled. A rule's token may stand in any of the
 * rule's places; all that stand there have to be good. As in Istio:
 *
 * <ul>
 *   <li>where no rule requires its token, one rule's good token is enough; otherwise no rule may
 *       have found a bad one;
 *   <li>where rules require theirs, those have to be there, and no rule may have found a bad one;
 *   <li>which of several good tokens names the caller is undefined: here that of the first rule in
 *       the order of issuers, or of the last where some are required.
 * </ul>
 *
 * <p>Immutable and safe to share between threads; replace it as a whole when policies change.
 */
public final class RequestAuthentications {
  private final List<JwtCheck> checks;
  private final boolean required;
  private final RequestChanges strip;
  private final Authentication.NoToken noToken;

  private RequestAuthentications(List<JwtCheck> checks) {
    this.checks = checks;
    this.required = checks.stream().anyMatch(JwtCheck::required);
    List<String> written = checks.stream().flatMap(it -> it.written().stream()).distinct().toList();
    this.strip = new RequestChanges(written, List.of(), List.of());
    this.noToken =
        written.isEmpty() ? Authentication.NoToken.UNCHANGED : new Authentication.NoToken(strip);
  }

  /**
   * Compiles those of {@code policies} that are for {@code workload}: selected by its labels, and
   * of its own or the root namespace. Keys that have to be fetched are asked for at once.
   *
   * @param keys where keys come from that no policy holds
   * @param clock the time
   * @throws IllegalArgumentException when a policy was not read by {@link RequestAuthentication}
   *     and holds a malformed value
   */
  public static RequestAuthentications compile(
      MeshSettings settings,
      Workload workload,
      List<RequestAuthentication> policies,
      KeySources keys,
      InstantSource clock) {
    return new RequestAuthentications(JwtChecks.of(settings, workload, policies, keys, clock));
  }

  /** Whether there is nothing to check, so that {@link #authenticate} need not be called. */
  public boolean isEmpty() {
    return checks.isEmpty();
  }

  /**
   * Looks for tokens in {@code request} and checks them. May hold the calling thread for {@link
   * RequestTokens#patience()}, never longer.
   */
  public Authentication authenticate(RequestTokens request) {
    if (checks.isEmpty()) {
      return Authentication.NoToken.UNCHANGED;
    }
    ParsedTokens parsed = new ParsedTokens();
    List<JwtCheck.Good> good = new ArrayList<>();
    JwtCheck.@Nullable Bad bad = null;
    for (JwtCheck check : checks) {
      JwtCheck.Outcome outcome = check.run(request, parsed);
      if (outcome instanceof JwtCheck.Good found) {
        good.add(found);
        if (!required) {
          return valid(good, found);
        }
      } else if (outcome instanceof JwtCheck.Bad refused && (bad == null || bad.isLessTelling())) {
        bad = refused;
      }
    }
    if (bad != null) {
      return new Authentication.Invalid(bad.decision());
    }
    return good.isEmpty() ? noToken : valid(good, good.get(good.size() - 1));
  }

  private Authentication valid(List<JwtCheck.Good> good, JwtCheck.Good caller) {
    List<String> removeHeaders = new ArrayList<>(strip.removeHeaders());
    List<String> removeParams = new ArrayList<>();
    List<HeaderField> addHeaders = new ArrayList<>();
    for (JwtCheck.Good token : good) {
      removeHeaders.addAll(token.changes().removeHeaders());
      removeParams.addAll(token.changes().removeParams());
      addHeaders.addAll(token.changes().addHeaders());
    }
    return new Authentication.Valid(
        caller.claims(),
        caller.policy(),
        caller.rule(),
        new RequestChanges(removeHeaders, removeParams, addHeaders));
  }
}
