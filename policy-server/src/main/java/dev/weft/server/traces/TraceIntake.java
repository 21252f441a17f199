package dev.weft.server.traces;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import dev.weft.core.identity.SpiffeId;
import dev.weft.server.access.limit.Rate;
import dev.weft.server.access.limit.RateLimiter;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.http.Caller;
import dev.weft.server.http.Endpoint;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Takes spans of workloads, by OTLP over HTTP in binary protobuf (OTLP specification, section
 * OTLP/HTTP). So much of each workload and no more.
 */
public final class TraceIntake implements Endpoint.Handler {
  /** The longest request that is read, in bytes. */
  public static final int MAX_BODY = 2 << 20;

  private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");
  private static final Rate RATE = new Rate(5, 20);

  private final TraceStore store;
  private final RateLimiter limiter;

  /**
   * An intake.
   *
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  public TraceIntake(TraceStore store, LongSupplier nanoTime) {
    this.store = store;
    this.limiter = new RateLimiter(RATE, nanoTime);
  }

  @Override
  public HttpResponse handle(Call call) {
    MediaType type = call.headers().contentType();
    if (type == null || !type.is(PROTOBUF)) {
      throw new ApiException(
          415, "content-type: " + type + " (expected: " + PROTOBUF + ", of OTLP)");
    }
    SpiffeId workload = workload(call);
    Duration wait = limiter.take(workload);
    if (!wait.isZero()) {
      throw ApiException.tooManyRequests(workload + ": too many requests", wait);
    }
    store.add(SpanReader.read(call.content().array(), workload));
    return HttpResponse.of(
        HttpStatus.OK, PROTOBUF, ExportTraceServiceResponse.getDefaultInstance().toByteArray());
  }

  private static SpiffeId workload(Call call) {
    if (call.caller() instanceof Caller.Workload workload) {
      return workload.identity();
    }
    throw new IllegalStateException("the gate admits workloads only");
  }
}
