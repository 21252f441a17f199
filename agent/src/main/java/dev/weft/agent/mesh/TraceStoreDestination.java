package dev.weft.agent.mesh;

import dev.weft.agent.trace.otlp.OtlpDestination;
import dev.weft.agent.trace.otlp.Receipt;
import dev.weft.core.control.MeshClient;
import java.io.IOException;

/** The policy server's store of recent traces, over the mesh's own channel to it. */
record TraceStoreDestination(MeshClient client) implements OtlpDestination {
  @Override
  public Receipt send(byte[] message) throws IOException {
    client.sendSpans(message);
    return Receipt.TAKEN;
  }

  @Override
  public String toString() {
    return "the policy server";
  }
}
