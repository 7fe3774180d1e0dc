package io.serai.iso8583;

import io.serai.iso8583.mac.MacAlgorithm;
import io.serai.iso8583.mac.MacPadding;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the messages of a link are authenticated (DE64, DE128).
 *
 * @param algorithm how the code is made; its first eight bytes are sent
 * @param padding how the retail MAC is filled
 * @param keys a file with one key on each line, in hexadecimal digits, newest first; null where a
 *     {@link MacKeys} bean knows them
 * @param networkManagement whether 0800 and its kin have one too; they often carry the keys
 * @param wrong DE39 of the answer to a request with a wrong code, or null to drop it
 */
public record LinkMac(
    MacAlgorithm algorithm,
    MacPadding padding,
    @Nullable Path keys,
    boolean networkManagement,
    @Nullable String wrong) {

  /** DE39 where a link does not say it: security violation. */
  public static final String DEFAULT_WRONG = "63";
}
