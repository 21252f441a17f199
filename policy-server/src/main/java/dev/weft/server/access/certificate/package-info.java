/**
 * People who prove who they are by a TLS client certificate. Starting point: {@link
 * dev.weft.server.access.certificate.CertificatePeople}.
 */
@NullMarked
package dev.weft.server.access.certificate;

import org.jspecify.annotations.NullMarked;
