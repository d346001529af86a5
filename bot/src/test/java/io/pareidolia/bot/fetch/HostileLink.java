package io.pareidolia.bot.fetch;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way to write an address that strangers must not reach.
 *
 * @param text the link
 * @param meaning the address that it means to some program or other
 */
record HostileLink(String text, InetAddress meaning) {
    static Stream<HostileLink> all() {
        return Stream.of(
                        meaning("127.0.0.1", FOUR_LOOPBACK),
                        meaning("::1", "http://[::1]/", "http://[0:0:0:0:0:0:0:1]/", "http://[0000::0001]:80/"),
                        meaning("0.0.0.0", "http://0.0.0.0/", "http://0/", "http://000.000.000.000/", "http://0x0/"),
                        meaning("::", "http://[::]/", "http://[0::0]/"),
                        meaning("169.254.169.254", METADATA),
                        meaning("100.100.100.200", "http://100.100.100.200/latest/meta-data/"),
                        meaning("168.63.129.16", "http://168.63.129.16/"),
                        meaning("192.0.0.192", "http://192.0.0.192/opc/v1/"),
                        meaning("fd00:ec2::254", "http://[fd00:ec2::254]/latest/meta-data/"),
                        meaning(
                                "10.0.0.1",
                                "http://10.0.0.1/",
                                "http://10.1/",
                                "http://167772161/",
                                "http://012.0.0.1/"),
                        meaning("172.16.0.1", "http://172.16.0.1/", "http://172.31.255.254/", "http://0xac100001/"),
                        meaning("192.168.1.1", "http://192.168.1.1/", "http://192.168.257/", "http://192.168.1.1.:80/"),
                        meaning("100.64.0.1", "http://100.64.0.1/", "http://100.127.255.255/"),
                        meaning("198.18.0.1", "http://198.18.0.1/", "http://198.19.255.255/"),
                        meaning("192.0.2.1", "http://192.0.2.1/", "http://198.51.100.1/", "http://203.0.113.1/"),
                        meaning("224.0.0.1", "http://224.0.0.1/", "http://239.255.255.250/", "http://[ff02::1]/"),
                        meaning("255.255.255.255", "http://255.255.255.255/", "http://240.0.0.1/"),
                        meaning("192.88.99.1", "http://192.88.99.1/"),
                        meaning("::127.0.0.1", "http://[::127.0.0.1]/", "http://[::7f00:1]/", "http://[::a00:1]/"),
                        meaning("64:ff9b::7f00:1", "http://[64:ff9b::127.0.0.1]/", "http://[64:ff9b::a9fe:a9fe]/"),
                        meaning("64:ff9b:1::a00:1", "http://[64:ff9b:1::10.0.0.1]/"),
                        meaning("2002:7f00:1::", "http://[2002:7f00:1::]/", "http://[2002:a00:1::1]/"),
                        meaning("2001:0:7f00:1::", "http://[2001:0:7f00:1::80ff:fffe]/", "http://[2001::1]/"),
                        meaning("2001:db8::1", "http://[2001:db8::1]/", "http://[3fff::1]/", "http://[2001:2::1]/"),
                        meaning("fc00::1", "http://[fc00::1]/", "http://[fdff:ffff::1]/"),
                        meaning("fe80::1", "http://[fe80::1]/", "http://[fe80::1%25lo]/", "http://[fe80::1%lo]/"),
                        meaning("fec0::1", "http://[fec0::1]/", "http://[100::1]/", "http://[5f00::1]/"),
                        meaning("2606:4700::5efe:7f00:1", "http://[2606:4700::5efe:127.0.0.1]/"))
                .flatMap(List::stream);
    }

    private static final String[] FOUR_LOOPBACK = {
        "http://127.0.0.1/",
        "https://127.0.0.1/",
        "HTTP://127.0.0.1/",
        "http:127.0.0.1",
        "http:/127.0.0.1",
        "http:////127.0.0.1/",
        "  http://127.0.0.1/  ",
        "http://127.0.0.1:80/",
        "http://127.0.0.1:443/",
        "http://127.0.0.1:22/",
        "http://127.0.0.1:8080/",
        "http://127.0.0.1:/",
        "http://127.0.0.1:0/",
        "http://127.0.0.1:00080/",
        "http://127.0.0.1:65616/",
        "http://127.0.0.1./",
        "http://127.0.0.1?x.png",
        "http://127.0.0.1#.example.com/cat.png",
        "http://127.1/",
        "http://127.0.1/",
        "http://127.255.255.254/",
        "http://2130706433/",
        "http://2130706433./",
        "http://017700000001/",
        "http://0x7f000001/",
        "http://0x7F000001/",
        "http://0x7f.0x0.0x0.0x1/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://0177.0.0.01/",
        "http://127.0x0.0.1/",
        "http://00000177.1/",
        "http://127.0.0.1e0/",
        "http://127.000.000.001/",
        "http://4294967296127/",
        "http://383.0.0.1/",
        "http://127.0.0.1.1/",
        "http://%31%32%37%2e%30%2e%30%2e%31/",
        "http://127%2e0%2e0%2e1/",
        "http://%6c%6f%63%61%6c%68%6f%73%74/",
        "http://%256c%256f%2563alhost/",
        "http://１２７.０.０.１/",
        "http://127。0。0。1/",
        "http://127．0．0．1/",
        "http://127｡0｡0｡1/",
        "http://①②⑦.⓪.⓪.①/",
        "http://١٢٧.٠.٠.١/",
        "http://१२७.०.०.१/",
        "http://127\u00ad.0.0.1/",
        "http://127.0.0.1\u200b/",
        "http://127.0.\u20600.1/",
        "http://ｌｏｃａｌｈｏｓｔ/",
        "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
        "http://localhost/",
        "http://LOCALHOST/",
        "http://localhost./",
        "http://localhost.localdomain/",
        "http://cat.localhost/",
        "http://printer.local/",
        "http://router.home.arpa/",
        "http://intranet/",
        "http://127.0.0.1.nip.example/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[0:0:0:0:0:ffff:127.0.0.1]/",
        "http://[::ffff:0:127.0.0.1]/",
        "http://[127.0.0.1]/",
        "http://[::1/",
        "http://::1/",
        "http://[::1]./",
        "http://[::1%25lo]/",
        "http://[::1%lo]/",
        "http://[v1.::1]/",
        "http://cat:meow@127.0.0.1/",
        "http://cat@127.0.0.1/",
        "http://@127.0.0.1/",
        "http://:@127.0.0.1/",
        "http://pictures.example@127.0.0.1/",
        "http://pictures.example:80@127.0.0.1/",
        "http://pictures.example%40127.0.0.1/",
        "http://pictures.example%2f@127.0.0.1/",
        "http://a@b@127.0.0.1/",
        "http://127.0.0.1@pictures.example/",
        "http://127.0.0.1%2f@pictures.example/",
        "http://127.0.0.1:80\\@pictures.example/",
        "http://127.0.0.1\\@pictures.example/",
        "http://127.0.0.1\\.pictures.example/",
        "http:\\\\127.0.0.1\\",
        "http://pictures.example\\@127.0.0.1/",
        "http://127.0.0.1%00.pictures.example/",
        "http://127.0.0.1\0.pictures.example/",
        "http://127.0.0.1\t/",
        "http://127.0.0.1%09/",
        "http://127.0.0.1\n.pictures.example/",
        "http://127.0.0.1\r\nHost: pictures.example/",
        "http://127.0.0.1%0d%0aHost:%20pictures.example/",
        "h\nttp://127.0.0.1/",
        "http://127.0.0.1 .pictures.example/",
        "http://127.0.0.1%20.pictures.example/",
        "http:///127.0.0.1/",
        "http://",
        "http://./",
        "http://../",
        "http:",
        "",
        "//127.0.0.1/",
        "127.0.0.1/cat.png",
        "url:http://127.0.0.1/",
        "view-source:http://127.0.0.1/",
        "file:///etc/passwd",
        "file://127.0.0.1/etc/passwd",
        "FILE:/etc/passwd",
        "ftp://127.0.0.1/cat.png",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "dict://127.0.0.1:11211/stats",
        "ldap://127.0.0.1/",
        "ws://127.0.0.1/",
        "data:image/png;base64,iVBORw0KGgo=",
        "jar:http://127.0.0.1/cat.jar!/cat.png",
        "jar:file:///etc/passwd!/",
        "netdoc:///etc/passwd",
        "javascript:alert(1)",
        "mailto:cat@127.0.0.1",
    };

    private static final String[] METADATA = {
        "http://169.254.169.254/latest/meta-data/iam/security-credentials/",
        "http://169.254.169.254./computeMetadata/v1/",
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "http://0251.0376.0251.0376/",
        "http://169.254.43518/",
        "http://[::ffff:169.254.169.254]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://metadata.google.internal/computeMetadata/v1/",
        "http://metadata/",
    };

    private static List<HostileLink> meaning(String address, String... texts) {
        InetAddress meaning = StandInInternet.address(address);
        return Arrays.stream(texts).map(text -> new HostileLink(text, meaning)).toList();
    }

    @Override
    public String toString() {
        return text.codePoints()
                .mapToObj(
                        point -> point > ' ' && point < 127 ? Character.toString(point) : String.format("{%x}", point))
                .reduce("", String::concat);
    }
}
