package makeup

// What speaks against a page, in one scale: a line slot that stays empty costs costEmpty.
// What is right of a front page stands first: its lead.
const (
	costLeadNarrow = 2500 // the first story in less than half of the columns
	costLeadHalf   = 160  // in less than five eighths of them: what an eye takes for the greater part
	costLeadSmall  = 1500 // its head less than 3.6 times the body's size: no front has a smaller one
	costLeadWidth  = 900  // a column that another story is as wide or wider, unless it is the strip at the foot
	costLeadCorner = 4000 // not at the upper left
	costLeadStep   = 200  // a step that another head comes nearer to the lead's than two
	costLeadShot   = 60   // a hundredth of the page that the lead's picture lacks of leastShot
	costShots      = 300  // a picture of another story greater than the lead's
)

// leastShot is the share of a page that the picture of its lead has at the least, in hundredths.
const leastShot = 8

// Rank below the lead.
const (
	costAgainst = 900  // a story whose head is greater than that of one that comes before it, where stories say their order
	costHeavier = 700  // one that weighs much more
	costGuessed = 400  // a greater head than one before it among the first, where their order is guessed
	costBigger  = 90   // a step that a head is greater than that of a more important story
	costEqual   = 30   // a head as great as that of the second story
	costWider   = 8    // a column that a story is wider than a more important one
	costBelow   = 1500 // the second story neither at the head of the page nor right below the first
	costHigh    = 1500 // a notice at the head of the page
	costUpper   = 400  // one that begins in its upper half
	costBefore  = 5    // eight lines that a story stands lower than one that is less important, for each place of rank between
)

// White that runs on straight.
const (
	costThrough = 1500 // a gutter over all columns (通栏), but above a strip at the foot or below a lead of all columns
	costUpright = 4000 // one from head to foot (通线): no page of hand has it
	costRiver   = 250  // one over three quarters of the page
	costCross   = 30   // four corners that meet
)

// Frames, vertical heads, pictures on the page.
const (
	costFrames = 200 // two frames that touch; a third frame on the page
	costStacks = 60  // a second vertical head
	costCentre = 60  // a picture at the edge of the page instead of its optical centre
)

// A story as it is set by itself.
const (
	costEmpty  = 8
	costStep   = 10  // a step of the headline away from what the story's rank asks for; twice for the first two
	costRows   = 200 // a line of a headline beyond two for each that its story has
	costSmall  = 30  // a step beyond one that the head of one of the first stories is smaller: all after it would be too
	costOdd    = 14  // a size between the steps
	costStub   = 8   // a hundredth of the width that a head does not cover, below two thirds
	costSecond = 70  // the second story in less than a third of the columns
	costStack  = 20  // a vertical head: at most two on a page
	costCrop   = 14  // a hundredth of a picture that is cut off, beyond a fifth
	costTurn   = 20  // text in fewer columns than the area has (破栏)
	costDeep   = 8   // a line of a leg of type beyond deepest
	costLeg    = 120 // one beyond longestLeg: nobody reads on
	costFlat   = 12  // a line that a leg of type falls short of flattest
	costLone   = 250 // one line of text or two below a picture, where a story may begin
	costHole   = 60  // a line of a hole below a story, beyond mostHole
	costCell   = 80  // a table's cell broken over lines
	costTable  = 3   // a hundredth that a table is wider than one and a half times its natural width
	costLines  = 25  // a line of a notice or a poem that its columns break
	costShapes = 3   // a line that a picture is higher or lower than by its proportions
	costTight  = 12  // a line saved by setting text closer
	costTall   = 4   // a hundredth that an area's width over its height falls short of tallest
	costWide   = 10  // a hundredth, in hundreds, that it is beyond widest
)

// Legs of type are easy to read between these numbers of lines.
const (
	flattest   = 8
	deepest    = 28
	longestLeg = 40
)

// An area's width over its height, in hundredths: the golden rectangle lying is 162, standing 62.
const (
	tallest = 75
	widest  = 500
)

// costWhite is the cost of lines of white added to a head, costBetween that of blank lines
// added between the stories of a group.
var (
	costWhite   = [...]int{0, 14, 44}
	costBetween = [...]int{0, 8, 40}
)

// A story that finds no room costs so much, and for each of its lines, the more the more important
// it is: more than what is ugly of a page, less than what makes it none. On a page that others
// follow it is not left out but read there.
const (
	costOut      = 4000
	costOutLine  = 12
	costOutPlace = 6     // for each place before the last, squared
	costPassed   = 12000 // for each place that one of those that must stand comes before the first that need not
	costLater    = 2     // for each line, where another page follows
	costEarlier  = 12    // there, for each place before the last, squared
	costShare    = 24    // a line slot that a page takes more or less than its share of what all pages have
)

// What a page may cost.
const (
	costUnsound = 6000 // a page that is not shown (judge.sound)
	costHoled   = 8000 // a hole, beside what other pages leave out
	costMisfit  = 90   // a line slot that a zone of the page is too low or too high by: no page yet
	costEmpties = 120  // a line slot empty beyond one in a hundred
	mostWorse   = 9000 // by how much a version may cost more than the best for the sake of variety
)
