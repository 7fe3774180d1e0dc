package io.serai.doubles;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP request that has arrived whole; the path is decoded and has no query. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record HttpCall(
    HttpMethod method,
    String path,
    Map<String, List<String>> query,
    HttpHeaders headers,
    byte[] body) {

  static HttpCall of(FullHttpRequest request) {
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    byte[] body = new byte[request.content().readableBytes()];
    request.content().readBytes(body);
    return new HttpCall(
        request.method(), uri.path(), uri.parameters(), request.headers().copy(), body);
  }

  @Nullable String query(String name) {
    List<String> values = query.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  boolean is(HttpMethod wanted, String wantedPath) {
    return method.equals(wanted) && path.equals(wantedPath);
  }
}
