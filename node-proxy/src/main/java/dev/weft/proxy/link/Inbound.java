package dev.weft.proxy.link;

import dev.weft.enforcer.rules.ConnectionEvents;
import dev.weft.enforcer.rules.WorkloadRules;
import dev.weft.proxy.net.ConnectionCounts;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What every connection that comes in for a workload needs.
 *
 * @param rules who may come in
 * @param connector opens the way to the workload's program
 * @param open where open connections are kept, to be checked anew
 * @param events told what becomes of connections
 * @param clock says when certificates are valid
 * @param meshTls the mutual TLS of clients
 * @param sniffTimeout how long a permissive port waits for a client's first bytes before it turns
 *     to the program
 * @param counts where arrivals are counted that come by no listener
 * @param keepsSource whether the program is to see its client's address
 */
public record Inbound(
    WorkloadRules rules,
    Connector connector,
    OpenInbound open,
    ConnectionEvents events,
    InstantSource clock,
    MeshTls meshTls,
    Duration sniffTimeout,
    ConnectionCounts counts,
    boolean keepsSource) {}
