package dev.weft.server.ca;

import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * Tells an SVID that a node proxy got for a pod from one that a workload got for itself: by an
 * extension that others ignore. Such a one cannot be renewed by itself, because whether the pod is
 * still on that node has to be asked each time.
 */
public final class ProxyMark {
  /** Below 2.25, where anybody may make a number of a UUID (ITU-T X.667, section 8). */
  static final ASN1ObjectIdentifier EXTENSION =
      new ASN1ObjectIdentifier("2.25.173926284501673342915871436552180946397");

  private ProxyMark() {}

  /** Whether {@code svid} bears the mark. */
  public static boolean isOn(X509Certificate svid) {
    return svid.getExtensionValue(EXTENSION.getId()) != null;
  }
}
