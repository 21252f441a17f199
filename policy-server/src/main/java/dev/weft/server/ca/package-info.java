/**
 * The certificate authority and the server's own certificate. Starting points: {@link
 * dev.weft.server.ca.CertificateAuthority} and {@link dev.weft.server.ca.CaFolder}.
 */
@NullMarked
package dev.weft.server.ca;

import org.jspecify.annotations.NullMarked;
