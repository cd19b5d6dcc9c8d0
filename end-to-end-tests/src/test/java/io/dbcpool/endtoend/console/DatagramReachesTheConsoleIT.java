package io.dbcpool.endtoend.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import io.dbcpool.endtoend.pool.DbcNode;
import io.dbcpool.endtoend.pool.Parts;
import io.dbcpool.endtoend.pool.TellOnFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the DBC node's word to what an operator sees, with everything in between as it is. */
@ExtendWith(TellOnFailure.class)
@Timeout(180)
class DatagramReachesTheConsoleIT {

    @Test
    void aDatagramCountsDownInTheBrowserAndItsReceiptIsGenuine() throws Exception {
        var program = Chromium.find();
        assumeTrue(program.isPresent(), "no Chromium is here; on Debian: apt-get install chromium");
        try (var parts = Parts.start("console-live")) {
            var seat = parts.seats(1).get(0);
            var pool = parts.poolOf(parts.seats(1));
            assertThat(pool.output()).contains("pool: console at http://127.0.0.1:%d/".formatted(pool.httpBase()));
            parts.ownersDomain(pool, seat);
            try (var chromium = Chromium.start(program.get());
                    var node = new DbcNode(pool.broadcastPort())) {
                Page page = chromium.open(
                        "http://127.0.0.1:%d/".formatted(pool.httpBase()), new NewContextOptions().setLocale("en-US"));
                String row = "#m-" + seat.id();
                page.waitForSelector("#link.live");
                page.waitForSelector(row + " >> text=owner-vm-01 is running");

                node.say(seat.id(), "renting");

                page.waitForSelector(row + ".vacating .countdown");
                page.waitForSelector(row + " >> text=rented");
                page.waitForSelector(row + " >> text=last took");
                page.waitForSelector(row + " >> text=owner-vm-01 is off");
                page.click("#a-" + seat.id());
                page.waitForSelector("text=Hash and signature are right");
                assertThat(chromium.complaints()).isEmpty();
            }
        }
    }
}
