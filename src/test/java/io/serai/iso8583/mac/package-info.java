@NullMarked
package io.serai.iso8583.mac;

import org.jspecify.annotations.NullMarked;
