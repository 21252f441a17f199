package dev.weft.enforcer.request;

import dev.weft.bootstrap.http.PathStyle;
import dev.weft.bootstrap.http.RequestView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request of no library. */
public final class FakeRequest extends RequestView {
  final Map<String, List<String>> headers = new TreeMap<>();
  String target;
  boolean whole = true;
  int targetReads;

  /** A GET of {@code target}. */
  public FakeRequest(String target) {
    this.target = target;
  }

  /** Adds a header. */
  public FakeRequest with(String name, String value) {
    addHeader(name.toLowerCase(Locale.ROOT), value);
    return this;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String target() {
    targetReads++;
    return target;
  }

  @Override
  public String authority() {
    List<String> hosts = headers("host");
    return hosts.isEmpty() ? "" : hosts.get(0);
  }

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  @Override
  public void removeHeader(String name) {
    headers.remove(name);
  }

  @Override
  public void addHeader(String name, String value) {
    headers.computeIfAbsent(name, it -> new ArrayList<>()).add(value);
  }

  @Override
  public void setQuery(@Nullable String query) {
    String path = target.split("\\?", 2)[0];
    target = query == null ? path : path + "?" + query;
  }

  @Override
  public PathStyle pathStyle() {
    return PathStyle.SERVLET;
  }

  @Override
  public boolean mayWait() {
    return false;
  }

  @Override
  public boolean isWhole() {
    return whole;
  }
}
