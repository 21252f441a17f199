package dev.weft.server.review;

import dev.weft.core.policy.Layer;
import dev.weft.core.policy.Workload;
import java.util.Optional;

/**
 * What a review asks.
 *
 * @param workload the workload that would get the request
 * @param layer what its enforcer sees
 * @param request the request
 * @param drafts the policies to judge by instead of the stored ones
 * @param mesh the settings to judge by instead of the server's own
 */
record Question(
    Workload workload,
    Layer layer,
    ReviewedRequest request,
    Optional<PolicyBook> drafts,
    MeshOverrides mesh) {}
