/** What was said before the demo began: with whom, when, and the words; `<` is the other one's line, `>` the owner's. */

export interface Line {
  /** Whole days before today, and the time of that day on the person's own clock; `ago`: minutes before the start. */
  readonly when: { readonly days: number; readonly time: string } | { readonly ago: number };
  readonly mine: boolean;
  readonly body: string;
}

export interface Conversation {
  readonly with: string;
  readonly lines: readonly Line[];
}

/** Reads lines of `DAYS HH:MM < words` (days before today) and `-MINUTES > words` (before now). */
function conversation(other: string, text: string): Conversation {
  const lines = text
    .trim()
    .split('\n')
    .map((line): Line => {
      const [, days, time, ago, way, body] = /^\s*(?:(\d+) (\d\d:\d\d)|-(\d+)) ([<>]) (.+)$/.exec(line) ?? [];
      if (way === undefined || body === undefined) throw new Error(`not a line of a conversation: ${line}`);
      const when = ago === undefined ? { days: Number(days), time: time ?? '00:00' } : { ago: Number(ago) };
      return { when, mine: way === '>', body: body.replaceAll('\\n', '\n') };
    });
  return { with: other, lines };
}

export const CONVERSATIONS: readonly Conversation[] = [
  conversation(
    'maya',
    `
    5 18:02 < Did you finish the book? I stayed up far too late with it.
    5 18:05 > Forty pages to go. Don't tell me who opened the letter!
    5 18:05 < I would never.
    5 18:06 < But you will not guess.
    5 21:47 > It was the SISTER?
    5 21:48 < I told you that you wouldn't guess.
    5 21:48 > I have to walk around the block now.
    4 09:15 < Harriet asks whether we can move the book club to Thursday. Her boiler man comes on Wednesday.
    4 09:22 > Thursday is fine for me. Her place or yours?
    4 09:23 < Mine. I have the big table again.
    4 09:24 > Then I'll bring the lemon cake.
    4 09:24 < You always say that as if it were a threat.
    2 19:30 < Found this for the trip, it's the quiet side of the lake:\\nhttps://www.openstreetmap.org/#map=14/47.6500/9.1700
    2 19:34 > Oh, that's lovely. Is there a path down to the water?
    2 19:35 < A steep one. Good shoes, Robin, not the sandals.
    2 19:41 > The sandals have feelings, too.
    1 08:10 < Train at 9:12 on Saturday or at 10:12?
    1 08:26 > 10:12, and I'll get the tickets.
    1 08:26 < Hero.
    1 20:55 > Tickets are bought. Coach 7, by the window.
    1 20:57 < Then it's real! I'm already packing in my head.
    -94 < Morning! Rain until noon on Saturday, sun afterwards. I'm calling that a good forecast.
    -91 > I'm calling it perfect. See you at the platform.
    `,
  ),
  conversation(
    'chenyu',
    `
    6 20:11 < 最近怎么样？好久没聊天了
    6 20:15 > 挺好的！上周刚搬完家，还有一半箱子没拆
    6 20:16 < 哈哈，我搬家一年了，阳台上还有两个箱子
    6 20:18 > 那我就放心了
    6 20:19 < 新家离地铁近吗？
    6 20:20 > 走路七分钟，楼下还有一家很好吃的面馆
    6 20:20 < 面馆！地址发我，我周末就来
    4 12:40 > 你上次说的那家书店，周日开门吗？
    4 12:52 < 开的，上午十点到晚上八点。二楼可以坐着看书，还有猫
    4 12:53 > 有猫的话我们可能一整天都出不来
    4 12:53 < 这就是计划
    2 21:05 < 我试着做了你教我的红烧茄子
    2 21:05 < 结果厨房都是烟，不过味道居然不错
    2 21:09 > 第一次都这样，火小一点，先把茄子用盐腌十分钟
    2 21:10 < 记下了。下次做给你吃，你负责带灭火器
    2 21:11 > 没问题
    1 17:32 > 周六下午三点在书店门口见？
    1 17:36 < 好，三点见。我穿那件黄色的外套，你一定看得到我
    1 17:37 > 整条街都看得到
    -47 < 对了，面馆几点关门？看完书正好去
    -45 > 九点半，来得及！
    `,
  ),
  conversation(
    'minseo',
    `
    7 19:20 < 잘 지냈어? 지난번에 빌려준 우산 아직 나한테 있어
    7 19:24 > 응, 잘 지냈지! 우산은 천천히 줘도 돼
    7 19:25 < 고마워. 요즘 비가 너무 자주 와서 덕분에 살았어
    5 13:02 > 혹시 금요일에 시간 돼? 새로 생긴 국숫집에 가 보고 싶어
    5 13:10 < 금요일은 저녁 7시 이후면 괜찮아
    5 13:11 > 좋아, 그럼 7시 반에 역 2번 출구에서 만나자
    5 13:11 < 콜! 매운 거 먹을 수 있지?
    5 13:12 > 먹을 수는 있는데 울면서 먹어
    5 13:12 < ㅋㅋㅋ 그럼 순한 맛도 하나 시키자
    3 22:41 < 오늘 진짜 맛있었다. 국물까지 다 마실 줄은 몰랐어
    3 22:43 > 나도 놀랐어. 다음에는 만두도 꼭 시키자
    3 22:44 < 약속!
    1 15:08 < 다음 주 화요일에 발표가 있는데 좀 떨린다
    1 15:12 > 지난번에도 떨린다고 하고 제일 잘했잖아
    1 15:13 < 이번에는 사람이 두 배야
    1 15:15 > 그럼 두 배로 잘하겠네. 연습할 때 들어 줄까?
    1 15:16 < 정말? 그럼 일요일 오후에 부탁할게
    -30 < 슬라이드 방금 다 만들었어! 이제 좀 쉬려고
    -28 > 고생했어. 오늘은 아무 생각 말고 푹 자
    `,
  ),
  conversation(
    'priya',
    `
    1 10:02 < The review moved to 11:30, same room.
    1 10:03 > Thanks. I'll bring the numbers for March.
    1 10:03 < And coffee, if you love us.
    `,
  ),
  conversation(
    'grace',
    `
    3 16:20 < The tomatoes are red. Come and take some before the birds do.
    3 16:34 > On Sunday! Shall I bring the ladder for the plums?
    3 16:36 < Bring the ladder and an appetite.
    `,
  ),
];

/** Epoch ms of a line, the demo having begun at `now`. Never later than that. */
export function stamp(line: Line, now: Date): number {
  if ('ago' in line.when) return now.getTime() - line.when.ago * 60_000;
  const [hours = 0, minutes = 0] = line.when.time.split(':').map(Number);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - line.when.days, hours, minutes).getTime();
}
