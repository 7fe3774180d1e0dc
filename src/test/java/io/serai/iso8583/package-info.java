/** Tests of the ISO 8583 room, over real sockets wherever a socket matters. */
@NullMarked
package io.serai.iso8583;

import org.jspecify.annotations.NullMarked;
