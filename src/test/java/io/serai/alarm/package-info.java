/** Tests of alarms against real servers. */
@NullMarked
package io.serai.alarm;

import org.jspecify.annotations.NullMarked;
