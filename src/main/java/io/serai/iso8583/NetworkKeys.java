package io.serai.iso8583;

import java.util.concurrent.CompletionStage;

/**
 * The hook for key exchange. A bean of this type gets every network management request that carries
 * or asks for keys; no route ever sees one. Without such a bean they are refused.
 */
public interface NetworkKeys {

  /**
   * Takes a key exchange request. It is called on the connection's own thread and must not block;
   * the peer may repeat a request.
   *
   * @param link the link's name
   * @param request the request; what it carries must not be logged
   * @return DE39 of the answer; a failure is answered as a malfunction
   */
  CompletionStage<String> exchange(String link, IsoMessage request);
}
