package dev.weft.server.access.gate;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weft.server.audit.AuditRecord;
import dev.weft.server.audit.RefusalJournal;
import dev.weft.server.audit.Refusals;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Caller;
import dev.weft.server.http.Endpoint;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Admits people who prove who they are, and each no more often than the limit. What they may is
 * asked of the {@link Authorizer} by the handler. Refusals are recorded.
 */
public final class PeopleGate implements Endpoint.Admission {
  private final Identification identification;
  private final PeopleLimits limits;
  private final Refusals refusals;

  PeopleGate(Identification identification, PeopleLimits limits, Refusals refusals) {
    this.identification = identification;
    this.limits = limits;
    this.refusals = refusals;
  }

  @Override
  public CompletionStage<Caller> decide(ServiceRequestContext context, HttpRequest request) {
    InetAddress source = context.remoteAddress().getAddress();
    CompletionStage<Caller.Person> identified;
    try {
      identified =
          identification.identify(
              context, request.headers(), () -> limits.requireFewFailures(source));
    } catch (ApiException e) {
      identified = CompletableFuture.failedFuture(e);
    }
    return identified.handle(
        (person, failure) -> {
          if (failure != null) {
            Throwable cause = Exceptions.peel(failure);
            if (cause instanceof ApiException refusal) {
              countFailure(context, source, refusal);
            }
            return Exceptions.throwUnsafely(cause);
          }
          limits.countRequest(person.name());
          return person;
        });
  }

  /** What is refused for another reason than the credential is nobody's failure. */
  private void countFailure(
      ServiceRequestContext context, InetAddress source, ApiException refusal) {
    if (refusal.code() == 401 || refusal.code() == 403) {
      limits.countFailure(source);
      refusals.add(
          AuditRecord.event(
              "anonymous",
              RefusalJournal.AUTHENTICATION,
              context.method() + " " + context.path(),
              "from " + source.getHostAddress() + ": " + refusal.getMessage()));
    }
  }
}
