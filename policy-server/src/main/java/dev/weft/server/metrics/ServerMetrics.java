package dev.weft.server.metrics;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import dev.weft.server.http.Call;
import dev.weft.server.resources.ResourceKind;
import dev.weft.server.store.Database;
import dev.weft.server.store.ResourceStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * The figures of one server. Each server has its own, so that several in one process do not mix.
 *
 * <p>No label holds what a client chooses freely, and none holds a name of a workload, a person or
 * a policy: there is a fixed number of them. Safe for use by many threads.
 */
public final class ServerMetrics implements AutoCloseable {
  private static final MediaType FORMAT = MediaType.parse("text/plain; version=0.0.4");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbage = new JvmGcMetrics();
  private final Counter svidsIssued;
  private final Counter svidsRefused;

  public ServerMetrics() {
    // The name that a client asks for in TLS is the client's own choice.
    registry.config().meterFilter(MeterFilter.ignoreTags("hostname"));
    svidsIssued = svids("issued");
    svidsRefused = svids("refused");
    garbage.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  private Counter svids(String outcome) {
    return Counter.builder("weft.svids")
        .description("SVIDs that workloads asked for.")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** Where others may register meters of their own. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Lets the figures of {@code server} and of its requests be kept here. */
  public void watch(ServerBuilder server) {
    server.meterRegistry(registry).decorator(new RequestMeter(registry));
  }

  /** {@code database} with its transactions timed. */
  public Database watch(Database database) {
    return new MeasuredDatabase(database, registry);
  }

  /** Shows the revision of {@code store}, and how many resources of each kind it holds. */
  public void watch(ResourceStore store, List<ResourceKind> kinds) {
    Gauge.builder("weft.store.revision", store, it -> it.snapshot().revision())
        .description("The revision of the last change.")
        .strongReference(true)
        .register(registry);
    for (ResourceKind kind : kinds) {
      Gauge.builder(
              "weft.resources",
              store,
              it -> it.snapshot().map(kind.info().group(), kind.info().kind(), null).size())
          .description("Resources in the store; Workloads are leases.")
          .tag("kind", kind.info().kind())
          .strongReference(true)
          .register(registry);
    }
  }

  /** Shows what {@code value} is, whenever it is asked for. */
  public void gauge(String name, String description, IntSupplier value) {
    Gauge.builder(name, value, IntSupplier::getAsInt)
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  /** Counts an SVID that was issued. */
  public void svidIssued() {
    svidsIssued.increment();
  }

  /** Counts an SVID that was refused. */
  public void svidRefused() {
    svidsRefused.increment();
  }

  /** Answers with all figures, in the text format of Prometheus. */
  public HttpResponse page(Call call) {
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(FORMAT)
            .set("cache-control", "no-store")
            .build(),
        HttpData.ofUtf8(registry.scrape()));
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }
}
