package dev.weft.server.workload;

import dev.weft.core.identity.SpiffeId;
import dev.weft.server.audit.AuditRecord;
import java.util.function.Consumer;

/**
 * Somebody may have an SVID.
 *
 * @param applicant who
 * @param identity the SVID's name
 * @param ofProxy whether it is for the key of a node proxy, which cannot renew it by itself
 * @param settle puts the issue on record, durably, and takes the price of it; what it throws means
 *     that nothing may be given
 */
record Admission(
    Applicant applicant, SpiffeId identity, boolean ofProxy, Consumer<AuditRecord> settle) {}
