package io.serai.iso8583;

import java.util.List;

/**
 * Where the keys of message authentication (DE64, DE128) come from. Serai's own reads the file that
 * a link names; a Spring bean of this type replaces it, for keys out of a safe or from a key
 * exchange. Thread-safe.
 */
public interface MacKeys {

  /**
   * The keys of a link, newest first: the first one signs, each of them verifies, so that messages
   * under way while a key changes are not refused. Called for every message on its connection's
   * thread: it must not block.
   *
   * @param link the link's name
   * @return at least one; with none, every message is wrong and none can be sent
   */
  List<MacKey> of(String link);
}
