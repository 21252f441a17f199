package dev.weft.agent.http.nettyepoll;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The native methods that the transport's classes have had so far, over all releases. */
final class NettyNatives {
  /** Of {@code unix.FileDescriptor} and {@code unix.Socket}. */
  static final Set<String> UNIX =
      words(
          """
          open close newPipe read readAddress write writeAddress writev writevAddresses
          accept bind connect disconnect finishConnect initialize listen shutdown
          recv recvAddress recvFd recvFrom recvFromAddress send sendAddress sendFd
          sendTo sendToAddress sendToAddresses msgFastopen
          bindDomainSocket connectDomainSocket localDomainSocketAddress remoteDomainSocketAddress
          recvFromAddressDomainSocket recvFromDomainSocket
          sendToAddressDomainSocket sendToAddressesDomainSocket sendToDomainSocket
          newSocketDgramFd newSocketDomainDgramFd newSocketDomainFd newSocketStreamFd
          localAddress remoteAddress isIPv6 isIPv6Preferred isIPv6Preferred0
          getIntOpt getRawOptAddress getRawOptArray getReceiveBufferSize getSendBufferSize
          getSoError getSoLinger getTrafficClass isBroadcast isKeepAlive isReuseAddress isReusePort
          isTcpNoDelay setBroadcast setIntOpt setKeepAlive setRawOptAddress setRawOptArray
          setReceiveBufferSize setReuseAddress setReusePort setSendBufferSize setSoLinger
          setTcpNoDelay setTrafficClass
          """);

  /** Of {@code epoll.LinuxSocket} and {@code epoll.Native}. */
  static final Set<String> EPOLL =
      words(
          """
          sendFile splice0 recvmmsg0 recvmsg0 sendmmsg0
          bindVSock connectVSock localVSockAddress newVSockStreamFd remoteVSockAddress
          getInterface getIpMulticastLoop getPeerCredentials getSoBusyPoll getTcpDeferAccept
          getTcpInfo getTcpKeepCnt getTcpKeepIdle getTcpKeepIntvl getTcpNotSentLowAt
          getTcpUserTimeout getTimeToLive isIpBindAddressNoPort isIpFreeBind isIpMulticastAll
          isIpRecvOrigDestAddr isIpTransparent isTcpCork isTcpFastOpenConnect isTcpQuickAck isUdpGro
          joinGroup joinSsmGroup leaveGroup leaveSsmGroup
          setInterface setIpBindAddressNoPort setIpFreeBind setIpMulticastAll setIpMulticastLoop
          setIpRecvOrigDestAddr setIpTransparent setSoBusyPoll setTcpCork setTcpDeferAccept
          setTcpFastOpen setTcpFastOpenConnect setTcpKeepCnt setTcpKeepIdle setTcpKeepIntvl
          setTcpMd5Sig setTcpNotSentLowAt setTcpQuickAck setTcpUserTimeout setTimeToLive setUdpGro
          epollBusyWait0 epollCreate epollCtlAdd0 epollCtlDel0 epollCtlMod0 epollWait epollWait0
          eventFd eventFdRead eventFdWrite isSupportingUdpSegment offsetofEpollData registerUnix
          sizeofEpollEvent timerFd timerFdRead timerFdSetTime
          """);

  private NettyNatives() {}

  private static Set<String> words(String text) {
    return Stream.of(text.trim().split("\\s+", -1)).collect(Collectors.toUnmodifiableSet());
  }
}
